namespace PulumiOrgs.Local.Cloud.State;

/// <summary>A person as the API shows them.</summary>
public sealed record PulumiUser
{
    public required string Login { get; init; }

    /// <summary>The display name; several people may have the same.</summary>
    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string AvatarUrl { get; init; }

    /// <summary>The person whom one would expect behind a login: <c>ada-lovelace</c> is Ada Lovelace.</summary>
    public static PulumiUser Derive(string login) => new()
    {
        Login = login,
        Name = string.Join(' ', login.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries).Select(Capitalize)),
        Email = $"{login.ToLowerInvariant()}@example.com",
        AvatarUrl = $"https://avatars.example.com/{login.ToLowerInvariant()}.png",
    };

    private static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

/// <summary>Who has a Pulumi account, and what is known of them.</summary>
/// <param name="profiles">People whose details are not to be derived from their login.</param>
/// <param name="unknown">Logins without an account; every other text that can be a login has one.</param>
public sealed class UserDirectory(IEnumerable<PulumiUser> profiles, IEnumerable<string> unknown)
{
    private readonly Dictionary<string, PulumiUser> _profiles = profiles.ToDictionary(user => user.Login, Names.Comparer);
    private readonly HashSet<string> _unknown = unknown.ToHashSet(Names.Comparer);

    /// <summary>The account with this login, or null when there is none.</summary>
    public PulumiUser? Find(string login) => Names.LooksLikeLogin(login) && !_unknown.Contains(login) ? Profile(login) : null;

    /// <summary>What to show for a login, with an account or without.</summary>
    public PulumiUser Profile(string login) => _profiles.GetValueOrDefault(login) ?? PulumiUser.Derive(login);
}
