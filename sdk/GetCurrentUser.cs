namespace Pulumi.Orgs;

/// <summary>Tells whose access token the provider uses.</summary>
public static class GetCurrentUser
{
    /// <summary>Calls the function at once, with arguments that are known.</summary>
    /// <param name="args">The arguments of the function.</param>
    /// <param name="options">How the function is called.</param>
    public static Task<GetCurrentUserResult> InvokeAsync(GetCurrentUserArgs? args = null, InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetCurrentUserResult>(
            "orgs:index:getCurrentUser", args ?? new GetCurrentUserArgs(), options.WithDefaults());

    /// <summary>Calls the function.</summary>
    /// <param name="options">How the function is called.</param>
    public static Output<GetCurrentUserResult> Invoke(InvokeOptions? options = null) =>
        global::Pulumi.Deployment.Instance.Invoke<GetCurrentUserResult>(
            "orgs:index:getCurrentUser", InvokeArgs.Empty, options.WithDefaults());

    /// <summary>Calls the function when what it depends on exists.</summary>
    /// <param name="options">How the function is called.</param>
    public static Output<GetCurrentUserResult> Invoke(InvokeOutputOptions options) =>
        global::Pulumi.Deployment.Instance.Invoke<GetCurrentUserResult>(
            "orgs:index:getCurrentUser", InvokeArgs.Empty, options.WithDefaults());
}
