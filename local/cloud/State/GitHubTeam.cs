using System.Collections.Immutable;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>A team on GitHub that can be taken over into the organization.</summary>
public sealed record GitHubTeam
{
    /// <summary>The team's slug on GitHub; the team here gets it as its name.</summary>
    public required string Name { get; init; }

    public string DisplayName { get; init; } = "";

    public string Description { get; init; } = "";

    public ImmutableList<string> Members { get; init; } = [];
}
