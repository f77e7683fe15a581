namespace Pulumi.Orgs;

/// <summary>
/// An access token of a team, for automation that has the team's permissions and belongs to no person. A token cannot be changed: any change
/// makes a new one and deletes the old one afterwards. A name can never be used again in the organization, by the organization or by any
/// team, not even after its token was deleted; so leave <c>name</c> out, and a fresh one is made for each token. Deleting a team takes its
/// tokens with it.
/// </summary>
[OrgsResourceType("orgs:index:TeamAccessToken")]
public partial class TeamAccessToken : global::Pulumi.CustomResource
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Output("organization")]
    public Output<string> Organization { get; private set; } = null!;

    /// <summary>The team's name.</summary>
    [Output("team")]
    public Output<string> Team { get; private set; } = null!;

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
    public TeamAccessToken(string name, TeamAccessTokenArgs args, CustomResourceOptions? options = null)
        : base("orgs:index:TeamAccessToken", name, args ?? new TeamAccessTokenArgs(), MakeResourceOptions(options, null))
    {
    }

    private TeamAccessToken(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("orgs:index:TeamAccessToken", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads a resource that exists already, without managing it.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="id">The id of the resource: <c>organization/team/tokenId</c>.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public static TeamAccessToken Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

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
