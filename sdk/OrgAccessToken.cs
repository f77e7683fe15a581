namespace Pulumi.Orgs;

/// <summary>
/// An access token of an organization, for automation that belongs to no person. A token cannot be changed: any change makes a new one and
/// deletes the old one afterwards. A name can never be used again in the organization, not even after its token was deleted; so leave
/// <c>name</c> out, and a fresh one is made for each token.
/// </summary>
[OrgsResourceType("orgs:index:OrgAccessToken")]
public partial class OrgAccessToken : global::Pulumi.CustomResource
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Output("organization")]
    public Output<string> Organization { get; private set; } = null!;

    /// <summary>
    /// The token's name: at most 40 characters, never used before in the organization. Default: made from the resource's name.
    /// </summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>What the token is for.</summary>
    [Output("description")]
    public Output<string> Description { get; private set; } = null!;

    /// <summary>When the token ends, in Unix seconds (UTC): at most two years ahead; 0 = never.</summary>
    [Output("expires")]
    public Output<double> Expires { get; private set; } = null!;

    /// <summary>Whether the token has the rights of an organization admin.</summary>
    [Output("admin")]
    public Output<bool> Admin { get; private set; } = null!;

    /// <summary>The token's identifier.</summary>
    [Output("tokenId")]
    public Output<string> TokenId { get; private set; } = null!;

    /// <summary>The token itself. Absent after an import: the service shows it only once, when it is made.</summary>
    [Output("value")]
    public Output<string?> Value { get; private set; } = null!;

    /// <summary>When the token was made, in ISO 8601 (UTC).</summary>
    [Output("created")]
    public Output<string> Created { get; private set; } = null!;

    /// <summary>When the token was last used, in Unix seconds (UTC); 0 = never.</summary>
    [Output("lastUsed")]
    public Output<double> LastUsed { get; private set; } = null!;

    /// <summary>The login of whoever made the token.</summary>
    [Output("createdBy")]
    public Output<string> CreatedBy { get; private set; } = null!;

    /// <summary>Declares a resource of this kind.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="args">The arguments of the resource.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public OrgAccessToken(string name, OrgAccessTokenArgs? args = null, CustomResourceOptions? options = null)
        : base("orgs:index:OrgAccessToken", name, args ?? new OrgAccessTokenArgs(), MakeResourceOptions(options, null))
    {
    }

    private OrgAccessToken(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("orgs:index:OrgAccessToken", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads a resource that exists already, without managing it.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="id">The id of the resource: <c>organization/tokenId</c>.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public static OrgAccessToken Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var merged = CustomResourceOptions.Merge(
            new CustomResourceOptions
            {
                Version = Utilities.Version,
                AdditionalSecretOutputs = { "value" },
            },
            options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
