namespace Pulumi.Orgs;

/// <summary>Lists the access tokens of a team.</summary>
public static class GetTeamAccessTokens
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetTeamAccessTokensResult> InvokeAsync(GetTeamAccessTokensArgs args, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetTeamAccessTokensResult>(
            "orgs:index:getTeamAccessTokens", args ?? new GetTeamAccessTokensArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetTeamAccessTokensResult> Invoke(GetTeamAccessTokensInvokeArgs args, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetTeamAccessTokensResult>(
            "orgs:index:getTeamAccessTokens", args ?? new GetTeamAccessTokensInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known and what it depends on exists.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetTeamAccessTokensResult> Invoke(GetTeamAccessTokensInvokeArgs args, InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetTeamAccessTokensResult>(
            "orgs:index:getTeamAccessTokens", args ?? new GetTeamAccessTokensInvokeArgs(), options.WithDefaults());
}
