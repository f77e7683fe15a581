using System.Security.Cryptography;
using System.Text;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>An access token of an organization or of one of its teams; a deleted one stays, since its name is spent.</summary>
public sealed record AccessToken
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The team that it belongs to; null for one of the organization itself.</summary>
    public string? Team { get; init; }

    /// <summary>What the value hashes to; the value itself is kept nowhere. See <see cref="TokenValue"/>.</summary>
    public required string ValueHash { get; init; }

    public bool Admin { get; init; }

    /// <summary>The id of the role that it was made with; null where <see cref="Admin"/> says what it may do.</summary>
    public string? RoleId { get; init; }

    public DateTimeOffset Created { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Unix seconds; 0 is never.</summary>
    public long LastUsed { get; init; }

    /// <summary>Unix seconds; 0 is never.</summary>
    public long Expires { get; init; }

    /// <summary>Null while the token exists.</summary>
    public DateTimeOffset? Deleted { get; init; }

    public bool HasExpired(DateTimeOffset now) => Expires != 0 && Expires <= now.ToUnixTimeSeconds();

    /// <summary>Whether a request that carries the token's value is let in.</summary>
    public bool Works(DateTimeOffset now) => Deleted is null && !HasExpired(now);
}

/// <summary>The secret part of access tokens: made here, compared by hash, never kept.</summary>
public static class TokenValue
{
    public static string New() => $"pul-{RandomNumberGenerator.GetHexString(40, lowercase: true)}";

    public static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}

/// <summary>What may be done to the access tokens of an organization and of its teams.</summary>
public static class TokenRules
{
    private const int MaxNameLength = 40;
    private const int MaxLifetimeYears = 2;

    /// <exception cref="RefusedException">
    /// 400: the name is empty or over 40 characters, the expiry past or over two years ahead, no such role.
    /// 404: there is no such team. 409: the name is or once was that of another token, of the organization or of any team.
    /// </exception>
    public static Organization AddToken(this Organization organization, AccessToken token, DateTimeOffset now)
    {
        var team = token.Team is null ? null : organization.Team(token.Team).Name;
        if (string.IsNullOrWhiteSpace(token.Name))
        {
            throw RefusedException.BadRequest("Token name must not be empty.");
        }

        if (token.Name.EnumerateRunes().Count() > MaxNameLength)
        {
            throw RefusedException.BadRequest($"Token name must not exceed {MaxNameLength} characters.");
        }

        if (token.Expires < 0 || token.HasExpired(now))
        {
            throw RefusedException.BadRequest("Token expiration must be in the future.");
        }

        if (token.Expires > now.AddYears(MaxLifetimeYears).ToUnixTimeSeconds())
        {
            throw RefusedException.BadRequest($"Token expiration must be within {MaxLifetimeYears} years from now.");
        }

        if (organization.Tokens.Any(other => other.Name == token.Name))
        {
            throw RefusedException.Conflict($"An access token named '{token.Name}' already exists or existed in this organization.");
        }

        if (token.RoleId is { } roleId && !organization.HasRole(roleId))
        {
            throw RoleRules.InvalidRole();
        }

        return organization with { Tokens = organization.Tokens.Add(token with { Team = team }) };
    }

    /// <exception cref="RefusedException">404: the organization itself has no such token, or no longer.</exception>
    public static Organization DeleteToken(this Organization organization, string id, DateTimeOffset now) =>
        organization.FindToken(id) is { Team: null } token ? organization.WithoutToken(token, now) : throw NoToken(id);

    /// <exception cref="RefusedException">
    /// 404: there is no such team, or the team has no such token, or no longer. 400: the token is the organization's own.
    /// </exception>
    public static Organization DeleteTeamToken(this Organization organization, string teamName, string id, DateTimeOffset now)
    {
        var team = organization.Team(teamName);
        var token = organization.FindToken(id) ?? throw NoToken(id);
        if (token.Team is null)
        {
            throw RefusedException.BadRequest("the requested token is not a team token");
        }

        return token.BelongsTo(team) ? organization.WithoutToken(token, now) : throw NoToken(id);
    }

    /// <summary>Ends all tokens of a team.</summary>
    public static Organization DeleteTokensOf(this Organization organization, Team team, DateTimeOffset now) => organization.Tokens
        .Where(token => token.Deleted is null && token.BelongsTo(team))
        .Aggregate(organization, (rest, token) => rest.WithoutToken(token, now));

    /// <summary>Whether it is a token of this team; of none, whether it is the organization's own.</summary>
    public static bool BelongsTo(this AccessToken token, Team? team) => Names.Comparer.Equals(token.Team, team?.Name);

    /// <summary>Notes that a request carried the token's value. One that was deleted meanwhile stays as it is.</summary>
    public static Organization UseToken(this Organization organization, string id, DateTimeOffset now)
    {
        var token = organization.FindToken(id);
        return token is null
            ? organization
            : organization with { Tokens = organization.Tokens.Replace(token, token with { LastUsed = now.ToUnixTimeSeconds() }) };
    }

    private static AccessToken? FindToken(this Organization organization, string id) =>
        organization.Tokens.Find(token => token.Id == id && token.Deleted is null);

    private static Organization WithoutToken(this Organization organization, AccessToken token, DateTimeOffset now) =>
        organization with { Tokens = organization.Tokens.Replace(token, token with { Deleted = now }) };

    private static RefusedException NoToken(string id) => RefusedException.NotFound("Access token", id);
}
