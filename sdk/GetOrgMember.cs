namespace Pulumi.Orgs;

/// <summary>Finds a person in an organization. Somebody who is no member is an error.</summary>
public static class GetOrgMember
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetOrgMemberResult> InvokeAsync(GetOrgMemberArgs args, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetOrgMemberResult>(
            "orgs:index:getOrgMember", args ?? new GetOrgMemberArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetOrgMemberResult> Invoke(GetOrgMemberInvokeArgs args, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetOrgMemberResult>(
            "orgs:index:getOrgMember", args ?? new GetOrgMemberInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known and what it depends on exists.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetOrgMemberResult> Invoke(GetOrgMemberInvokeArgs args, InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetOrgMemberResult>(
            "orgs:index:getOrgMember", args ?? new GetOrgMemberInvokeArgs(), options.WithDefaults());
}
