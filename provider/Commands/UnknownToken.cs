using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>A token that no stack knows.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Owned">The token.</param>
internal sealed record UnknownToken(string Organization, OwnedToken Owned)
{
    public AccessToken Token => Owned.Token;

    /// <summary>The API's path of the token; null when its id can be in none.</summary>
    public string? Path
    {
        get
        {
            try
            {
                return new TokenOwner(Organization, Owned.Team).PathOf(Token.Id).ToString();
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// What deletes it. The Pulumi CLI calls with its own login, so that no access token is in the command. The path is escaped: there is
    /// nothing in it that a shell would do something with.
    /// </summary>
    public string? DeleteCommand => Path is { } path ? $"pulumi api -X DELETE {path}" : null;

    public bool IsExpired(DateTimeOffset now) => Token.Expires != 0 && Token.Expires <= now.ToUnixTimeSeconds();
}
