namespace PulumiOrgs.Provider.Commands;

/// <summary>Somebody's role, in the organization or in a team, as the roster has it and as it is.</summary>
/// <param name="Name">The login.</param>
/// <param name="InRoster">The role in the roster; null when it does not name the person there.</param>
/// <param name="InOrganization">The role that was found; null when the person is not there.</param>
internal sealed record Compared(string Name, string? InRoster, string? InOrganization)
{
    /// <summary>How the two differ; null when they do not.</summary>
    public DifferenceKind? Kind => (InRoster, InOrganization) switch
    {
        (null, _) => DifferenceKind.Extra,
        (_, null) => DifferenceKind.Missing,
        var (wanted, found) => wanted == found ? null : DifferenceKind.Changed,
    };
}
