namespace Pulumi.Orgs;

/// <summary>Lists the access tokens of an organization.</summary>
public static class GetOrgAccessTokens
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetOrgAccessTokensResult> InvokeAsync(GetOrgAccessTokensArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetOrgAccessTokensResult>(
            "orgs:index:getOrgAccessTokens", args ?? new GetOrgAccessTokensArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetOrgAccessTokensResult> Invoke(GetOrgAccessTokensInvokeArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetOrgAccessTokensResult>(
            "orgs:index:getOrgAccessTokens", args ?? new GetOrgAccessTokensInvokeArgs(), options.WithDefaults());

    /// <summary>Calls the function when its arguments are known and what it depends on exists.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Output<GetOrgAccessTokensResult> Invoke(GetOrgAccessTokensInvokeArgs args, InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetOrgAccessTokensResult>(
            "orgs:index:getOrgAccessTokens", args ?? new GetOrgAccessTokensInvokeArgs(), options.WithDefaults());
}
