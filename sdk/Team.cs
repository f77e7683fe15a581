using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>
/// A team of an organization. Its members are declared one by one with <c>TeamMembership</c>, or all at once with <c>members</c>; not both
/// ways for one team. Deleting a team takes with it the permissions that it grants and its tokens.
/// </summary>
[OrgsResourceType("orgs:index:Team")]
public partial class Team : global::Pulumi.CustomResource
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Output("organization")]
    public Output<string> Organization { get; private set; } = null!;

    /// <summary>Who manages the team's members.</summary>
    [Output("teamType")]
    public Output<string> TeamType { get; private set; } = null!;

    /// <summary>
    /// The team's name, unique in the organization. Required for a team of type <c>pulumi</c>; a team of type <c>github</c> has its name
    /// from GitHub.
    /// </summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>The name that people see: at most 100 characters. Default: the team's name.</summary>
    [Output("displayName")]
    public Output<string> DisplayName { get; private set; } = null!;

    /// <summary>What the team is for. Default: empty.</summary>
    [Output("description")]
    public Output<string> Description { get; private set; } = null!;

    /// <summary>The number of the team at GitHub that is mirrored. Required for a team of type <c>github</c>.</summary>
    [Output("githubTeamId")]
    public Output<double?> GithubTeamId { get; private set; } = null!;

    /// <summary>
    /// The logins of exactly the people who are in the team; whoever else is in it, its creator too, is taken out. Absent: memberships are
    /// left alone.
    /// </summary>
    [Output("members")]
    public Output<ImmutableArray<string>> Members { get; private set; } = null!;

    /// <summary>Who manages the team's members, as the service tells it: <c>pulumi</c>, <c>github</c> or <c>scim</c>.</summary>
    [Output("kind")]
    public Output<string> Kind { get; private set; } = null!;

    /// <summary>Declares a resource of this kind.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="args">The arguments of the resource.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public Team(string name, TeamArgs? args = null, CustomResourceOptions? options = null)
        : base("orgs:index:Team", name, args ?? new TeamArgs(), MakeResourceOptions(options, null))
    {
    }

    private Team(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("orgs:index:Team", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads a resource that exists already, without managing it.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="id">The id of the resource: <c>organization/name</c>.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public static Team Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var merged = CustomResourceOptions.Merge(
            new CustomResourceOptions
            {
                Version = Utilities.Version,
            },
            options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
