namespace Pulumi.Orgs;

/// <summary>Lists the people of an organization, sorted by login.</summary>
public static class GetOrgMembers
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetOrgMembersResult> InvokeAsync(GetOrgMembersArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetOrgMembersResult>(
            "orgs:index:getOrgMembers", args ?? new GetOrgMembersArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetOrgMembersResult> Invoke(GetOrgMembersInvokeArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetOrgMembersResult>(
            "orgs:index:getOrgMembers", args ?? new GetOrgMembersInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known and what it depends on exists.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetOrgMembersResult> Invoke(GetOrgMembersInvokeArgs args, InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetOrgMembersResult>(
            "orgs:index:getOrgMembers", args ?? new GetOrgMembersInvokeArgs(), options.WithDefaults());
}
