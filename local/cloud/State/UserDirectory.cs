namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Who has a Pulumi account, and what is known of them.</summary>
/// <param name="profiles">People whose details are not to be derived from their login.</param>
/// <param name="known">The logins with an account; null for every text that can be a login.</param>
/// <param name="unknown">Logins without an account, whatever <paramref name="known"/> says.</param>
public sealed class UserDirectory(IEnumerable<PulumiUser> profiles, IEnumerable<string>? known, IEnumerable<string> unknown)
{
    private readonly Dictionary<string, PulumiUser> _profiles = profiles.ToDictionary(user => user.Login, Names.Comparer);
    private readonly HashSet<string>? _known = known?.ToHashSet(Names.Comparer);
    private readonly HashSet<string> _unknown = unknown.ToHashSet(Names.Comparer);

    /// <summary>The account with this login, or null when there is none.</summary>
    public PulumiUser? Find(string login)
    {
        var exists = Names.LooksLikeLogin(login) && !_unknown.Contains(login) && (_known?.Contains(login) ?? true);
        return exists ? Profile(_known?.TryGetValue(login, out var spelled) == true ? spelled : login) : null;
    }

    /// <summary>What to show for a login, with an account or without.</summary>
    public PulumiUser Profile(string login) => _profiles.GetValueOrDefault(login) ?? PulumiUser.Derive(login);
}
