namespace PulumiOrgs.Provider.Cloud;

/// <summary>The caller.</summary>
/// <param name="Username">The login.</param>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="Email">The address; empty for the user behind a machine token.</param>
/// <param name="Organizations">The logins of the organizations that the caller belongs to.</param>
public sealed record User(string Username, string Name, string Email, IReadOnlyList<string> Organizations)
{
    /// <summary>The machine token that asks; null when it is a person's own token.</summary>
    public TokenInfo? Token { get; init; }

    /// <summary>Whether an organization or a team asks rather than a person.</summary>
    public bool IsMachine => Token is { Organization.Length: > 0 };

    /// <summary>Says whether the caller is the person with that login.</summary>
    public bool Is(string username) => !IsMachine && Username.Equals(username, StringComparison.OrdinalIgnoreCase);
}
