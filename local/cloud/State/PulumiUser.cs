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
