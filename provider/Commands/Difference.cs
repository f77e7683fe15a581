namespace PulumiOrgs.Provider.Commands;

/// <summary>What differs.</summary>
internal enum DifferenceSubject
{
    Person,
    Team,
    Membership,
}

/// <summary>How it differs.</summary>
internal enum DifferenceKind
{
    /// <summary>In the roster, not in the organization.</summary>
    Missing,

    /// <summary>In the organization, not in the roster.</summary>
    Extra,

    /// <summary>In both, but not the same.</summary>
    Changed,
}

/// <summary>One difference between a roster and an organization.</summary>
internal sealed record Difference
{
    public required DifferenceSubject Subject { get; init; }

    public required DifferenceKind Kind { get; init; }

    /// <summary>The team; null when it is about a person alone.</summary>
    public string? Team { get; init; }

    /// <summary>The person's login; null when it is about a team alone.</summary>
    public string? Login { get; init; }

    /// <summary>What is not the same: <c>role</c>, <c>displayName</c> or <c>description</c>.</summary>
    public required string Property { get; init; }

    /// <summary>What the roster says; null when it does not have it.</summary>
    public string? InRoster { get; init; }

    /// <summary>What is found in the organization; null when it does not have it.</summary>
    public string? InOrganization { get; init; }

    /// <summary>What it is about: <c>ada</c>, <c>web</c> or <c>web/ada</c>.</summary>
    public string Name => Team is null ? Login! : Login is null ? Team : $"{Team}/{Login}";
}
