namespace Pulumi.Orgs;

/// <summary>The arguments of a <see cref="Team"/>.</summary>
public sealed class TeamArgs : global::Pulumi.ResourceArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>Who manages the team's members.</summary>
    [Input("teamType")]
    public Input<TeamType>? TeamType { get; set; }

    /// <summary>
    /// The team's name, unique in the organization. Required for a team of type <c>pulumi</c>; a team of type <c>github</c> has its name
    /// from GitHub.
    /// </summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>The name that people see: at most 100 characters. Default: the team's name.</summary>
    [Input("displayName")]
    public Input<string>? DisplayName { get; set; }

    /// <summary>What the team is for. Default: empty.</summary>
    [Input("description")]
    public Input<string>? Description { get; set; }

    /// <summary>The number of the team at GitHub that is mirrored. Required for a team of type <c>github</c>.</summary>
    [Input("githubTeamId")]
    public Input<double>? GithubTeamId { get; set; }

    [Input("members")]
    private InputList<string>? _members;

    /// <summary>
    /// The logins of exactly the people who are in the team; whoever else is in it, its creator too, is taken out. Absent: memberships are
    /// left alone.
    /// </summary>
    public InputList<string> Members
    {
        get => _members ??= [];
        set => _members = value;
    }

    /// <summary>Starts with the defaults.</summary>
    public TeamArgs()
    {
        TeamType = global::Pulumi.Orgs.TeamType.Pulumi;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new TeamArgs Empty => new();
}
