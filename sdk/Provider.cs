namespace Pulumi.Orgs;

/// <summary>
/// A provider with a configuration of its own, for programs that manage more than one organization or use more than one token.
/// Resources name it in their option <c>Provider</c>; without one they use the stack's configuration.
/// </summary>
[OrgsResourceType("pulumi:providers:orgs")]
public partial class Provider : global::Pulumi.ProviderResource
{
    /// <summary>
    /// The URL of Pulumi Cloud's API: https, or http to this machine. Default: the environment variable <c>PULUMI_BACKEND_URL</c>, else
    /// <c>PULUMI_API</c>, else <c>https://api.pulumi.com</c>.
    /// </summary>
    [Output("apiUrl")]
    public Output<string?> ApiUrl { get; private set; } = null!;

    /// <summary>The organization of every resource that names none.</summary>
    [Output("organization")]
    public Output<string?> Organization { get; private set; } = null!;

    /// <summary>Declares a provider.</summary>
    /// <param name="name">The unique name of the provider in the program.</param>
    /// <param name="args">Its configuration; what is left out comes from the environment.</param>
    /// <param name="options">How the engine shall treat the provider.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("orgs", name, args ?? new ProviderArgs(), MakeResourceOptions(options))
    {
    }

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options) =>
        CustomResourceOptions.Merge(new CustomResourceOptions { Version = Utilities.Version }, options);
}
