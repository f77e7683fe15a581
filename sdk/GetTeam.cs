namespace Pulumi.Orgs;

/// <summary>Finds a team of an organization, and who is in it. A team that does not exist is an error.</summary>
public static class GetTeam
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetTeamResult> InvokeAsync(GetTeamArgs args, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetTeamResult>(
            "orgs:index:getTeam", args ?? new GetTeamArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetTeamResult> Invoke(GetTeamInvokeArgs args, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetTeamResult>(
            "orgs:index:getTeam", args ?? new GetTeamInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known and what it depends on exists.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetTeamResult> Invoke(GetTeamInvokeArgs args, InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetTeamResult>(
            "orgs:index:getTeam", args ?? new GetTeamInvokeArgs(), options.WithDefaults());
}
