namespace Pulumi.Orgs;

/// <summary>The configuration of a <see cref="Provider"/>.</summary>
public sealed class ProviderArgs : global::Pulumi.ResourceArgs
{
    [Input("accessToken")]
    private Input<string>? _accessToken;

    /// <summary>
    /// The access token for Pulumi Cloud. Default: the environment variable <c>PULUMI_ACCESS_TOKEN</c>, else the login of the Pulumi CLI.
    /// </summary>
    public Input<string>? AccessToken
    {
        get => _accessToken;
        set
        {
            // Secret however it was given, so that it is encrypted wherever the engine keeps it.
            _accessToken = value is null ? null : (Input<string>)Output.CreateSecret(value.ToOutput());
        }
    }

    /// <summary>
    /// The URL of Pulumi Cloud's API: https, or http to this machine. Default: the environment variable <c>PULUMI_BACKEND_URL</c>, else
    /// <c>PULUMI_API</c>, else <c>https://api.pulumi.com</c>.
    /// </summary>
    [Input("apiUrl")]
    public Input<string>? ApiUrl { get; set; }

    /// <summary>The organization of every resource that names none.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>
    /// The most people that one deployment removes from one organization. The first removal beyond it is refused, and with it all further
    /// ones. People whom the program declares under another name, and those who are gone already, do not count; demotions do not either.
    /// Default: a quarter of the organization's members before the first removal, but at least 5; without limit for an organization of up
    /// to 10.
    /// </summary>
    [Input("maxRemovals", json: true)]
    public Input<double>? MaxRemovals { get; set; }

    /// <summary>
    /// Whether a deployment may remove any number of people, whatever <c>maxRemovals</c> says. A destroy goes by the settings of the last
    /// deployment before it. Default: false.
    /// </summary>
    [Input("allowMassRemoval", json: true)]
    public Input<bool>? AllowMassRemoval { get; set; }

    /// <summary>A configuration that takes everything from the environment.</summary>
    public static new ProviderArgs Empty => new();
}
