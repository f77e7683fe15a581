using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>An organization as it was read.</summary>
internal sealed record LivingOrganization
{
    public required string Name { get; init; }

    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>With their members.</summary>
    public required IReadOnlyList<Team> Teams { get; init; }

    /// <summary>Of the organization and of its teams, expired ones too; empty when they were not asked for.</summary>
    public IReadOnlyList<OwnedToken> Tokens { get; init; } = [];

    /// <summary>Empty when they were not asked for.</summary>
    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];

    /// <summary>Whether a program or a roster can say who is in the team: elsewhere, say at GitHub, it cannot.</summary>
    public static bool IsManagedHere(Team team) => team.Kind == Resources.TeamType.Pulumi;

    /// <summary>Whether a program or a roster can say that somebody is this; a billing manager, say, it cannot.</summary>
    public static bool HasDeclarableRole(Member member) => member.Role is Resources.OrgRole.Member or Resources.OrgRole.Admin;
}
