namespace Pulumi.Orgs;

/// <summary>Lists the teams of an organization, sorted by name.</summary>
public static class GetTeams
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetTeamsResult> InvokeAsync(GetTeamsArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetTeamsResult>(
            "orgs:index:getTeams", args ?? new GetTeamsArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetTeamsResult> Invoke(GetTeamsInvokeArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetTeamsResult>(
            "orgs:index:getTeams", args ?? new GetTeamsInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known and what it depends on exists.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetTeamsResult> Invoke(GetTeamsInvokeArgs args, InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetTeamsResult>(
            "orgs:index:getTeams", args ?? new GetTeamsInvokeArgs(), options.WithDefaults());
}
