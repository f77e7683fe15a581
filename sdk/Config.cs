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

    /// <summary>
    /// The most people that one deployment removes from one organization. The first removal beyond it is refused, and with it all further
    /// ones. People whom the program declares under another name, and those who are gone already, do not count; demotions do not either.
    /// Default: a quarter of the organization's members before the first removal, but at least 5; without limit for an organization of up
    /// to 10.
    /// </summary>
    public static double? MaxRemovals => Values.GetDouble("maxRemovals");

    /// <summary>Whether a deployment may remove any number of people, whatever <c>maxRemovals</c> says. Default: false.</summary>
    public static bool? AllowMassRemoval => Values.GetBoolean("allowMassRemoval");
}
