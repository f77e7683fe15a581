namespace Pulumi.Orgs;

/// <summary>One person in one team. The person has to be a member of the organization. Whoever else is in the team is left alone.</summary>
[OrgsResourceType("orgs:index:TeamMembership")]
public partial class TeamMembership : global::Pulumi.CustomResource
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Output("organization")]
    public Output<string> Organization { get; private set; } = null!;

    /// <summary>The team's name.</summary>
    [Output("team")]
    public Output<string> Team { get; private set; } = null!;

    /// <summary>The person's login at Pulumi Cloud. Upper and lower case are the same.</summary>
    [Output("username")]
    public Output<string> Username { get; private set; } = null!;

    /// <summary>The person's role in the team.</summary>
    [Output("role")]
    public Output<string> Role { get; private set; } = null!;

    /// <summary>Declares a resource of this kind.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="args">The arguments of the resource.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public TeamMembership(string name, TeamMembershipArgs args, CustomResourceOptions? options = null)
        : base("orgs:index:TeamMembership", name, args ?? new TeamMembershipArgs(), MakeResourceOptions(options, null))
    {
    }

    private TeamMembership(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("orgs:index:TeamMembership", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads a resource that exists already, without managing it.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="id">The id of the resource: <c>organization/team/username</c>.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public static TeamMembership Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

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
