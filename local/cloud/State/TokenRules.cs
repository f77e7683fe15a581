namespace PulumiOrgs.Local.Cloud.State;

/// <summary>What may be done to the access tokens of an organization.</summary>
public static class TokenRules
{
    private const int MaxNameLength = 40;
    private const int MaxLifetimeYears = 2;

    /// <exception cref="RefusedException">
    /// 400: the name is empty or over 40 characters, the expiry past or over two years ahead.
    /// 409: the name is or once was that of another token.
    /// </exception>
    public static Organization AddToken(this Organization organization, AccessToken token, DateTimeOffset now)
    {
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

        return organization with { Tokens = organization.Tokens.Add(token) };
    }

    /// <exception cref="RefusedException">404: there is no such token, or no longer.</exception>
    public static Organization DeleteToken(this Organization organization, string id, DateTimeOffset now)
    {
        var token = organization.Tokens.Find(token => token.Id == id && token.Deleted is null)
            ?? throw RefusedException.NotFound("Access token", id);
        return organization with { Tokens = organization.Tokens.Replace(token, token with { Deleted = now }) };
    }

    /// <summary>Notes that a request carried the token's value. One that was deleted meanwhile stays as it is.</summary>
    public static Organization UseToken(this Organization organization, string id, DateTimeOffset now)
    {
        var token = organization.Tokens.Find(token => token.Id == id && token.Deleted is null);
        return token is null
            ? organization
            : organization with { Tokens = organization.Tokens.Replace(token, token with { LastUsed = now.ToUnixTimeSeconds() }) };
    }
}
