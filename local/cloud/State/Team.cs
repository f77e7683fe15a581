using System.Collections.Immutable;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Who decides on a team's members.</summary>
public enum TeamKind
{
    Pulumi,
    GitHub,
}

/// <summary>A team of an organization.</summary>
public sealed record Team
{
    public required string Name { get; init; }

    public TeamKind Kind { get; init; } = TeamKind.Pulumi;

    public string DisplayName { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Role by login, compared without case.</summary>
    public ImmutableSortedDictionary<string, TeamRole> Members
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, TeamRole>(Names.Comparer);

    /// <summary>When set, the team is answered with this message and without its members, as when GitHub is down.</summary>
    public string? ListMembersError { get; init; }
}
