namespace Pulumi.Orgs;

/// <summary>The arguments of a <see cref="TeamMembership"/>.</summary>
public sealed class TeamMembershipArgs : global::Pulumi.ResourceArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The team's name.</summary>
    [Input("team", required: true)]
    public Input<string> Team { get; set; } = null!;

    /// <summary>The person's login at Pulumi Cloud. Upper and lower case are the same.</summary>
    [Input("username", required: true)]
    public Input<string> Username { get; set; } = null!;

    /// <summary>The person's role in the team.</summary>
    [Input("role")]
    public Input<TeamRole>? Role { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public TeamMembershipArgs()
    {
        Role = global::Pulumi.Orgs.TeamRole.Member;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new TeamMembershipArgs Empty => new();
}
