namespace Pulumi.Orgs;

/// <summary>A role that the organization made itself, and who has it.</summary>
public sealed record RosterRole
{
    // As the API has them, and as people see them.
    private static readonly string[] BuiltIn = ["member", "admin", "billing-manager", "billing manager"];

    /// <summary>The role's name, as people see it.</summary>
    public required string Name { get; init; }

    /// <summary>The logins of those who have it in the organization.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Whether a roster can give people a role of this name, which is none that the service has for all organizations.</summary>
    /// <param name="name">The name.</param>
    public static bool CanBeGiven(string name) => RosterCheck.RoleFault(name) is null && !IsBuiltIn(name);

    /// <summary>Whether a roster can give a team a role of this name.</summary>
    /// <param name="name">The name.</param>
    public static bool CanBeOfTeam(string name) => RosterCheck.RoleFault(name) is null;

    internal static bool IsBuiltIn(string name) => BuiltIn.Contains(name, StringComparer.OrdinalIgnoreCase);
}
