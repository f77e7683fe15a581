namespace Pulumi.Orgs;

/// <summary>A team of a <see cref="Roster"/>.</summary>
public sealed record RosterTeam
{
    /// <summary>The team's name, unique in the organization whatever its case.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people see: at most 100 characters. Null: the team's name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What the team is for. Null: nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>The logins of those who manage the team.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>The logins of everyone else in it.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The name of the role that the team gives its people. Null: none.</summary>
    public string? Role { get; init; }

    /// <summary>What the team may do with stacks.</summary>
    public IReadOnlyList<RosterStackPermission> Stacks { get; init; } = [];

    /// <summary>What the team may do with environments.</summary>
    public IReadOnlyList<RosterEnvironmentPermission> Environments { get; init; } = [];
}
