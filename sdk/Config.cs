namespace Pulumi.Orgs;

/// <summary>The stack's configuration of the provider: the keys under <c>orgs:</c>.</summary>
public static class Config
{
    private static readonly global::Pulumi.Config Values = new("orgs");

    /// <summary>
    /// The access token for Pulumi Cloud. Default: the environment variable <c>PULUMI_ACCESS_TOKEN</c>, else the login of the Pulumi CLI.
    /// </summary>
    public static string? AccessToken => Values.Get("accessToken");

    /// <summary>
    /// The URL of Pulumi Cloud's API: https, or http to this machine. Default: the environment variable <c>PULUMI_BACKEND_URL</c>, else
    /// <c>PULUMI_API</c>, else <c>https://api.pulumi.com</c>.
    /// </summary>
    public static string? ApiUrl => Values.Get("apiUrl");

    /// <summary>The organization of every resource that names none.</summary>
    public static string? Organization => Values.Get("organization");
}
