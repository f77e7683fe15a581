namespace Pulumi.Orgs.Outputs;

/// <summary>What is known of an access token; never the token itself.</summary>
[OutputType]
public sealed class AccessTokenInfo
{
    /// <summary>The token's identifier.</summary>
    public readonly string TokenId;

    /// <summary>The token's name.</summary>
    public readonly string Name;

    /// <summary>What the token is for.</summary>
    public readonly string Description;

    /// <summary>When the token was made, in ISO 8601 (UTC). Absent when the service does not tell it.</summary>
    public readonly string? Created;

    /// <summary>The login of whoever made the token.</summary>
    public readonly string CreatedBy;

    /// <summary>When the token was last used, in Unix seconds (UTC); 0 = never.</summary>
    public readonly double LastUsed;

    /// <summary>When the token ends, in Unix seconds (UTC); 0 = never.</summary>
    public readonly double Expires;

    /// <summary>Whether the token has the rights of an organization admin.</summary>
    public readonly bool Admin;

    [OutputConstructor]
    private AccessTokenInfo(
        string tokenId,
        string name,
        string description,
        string? created,
        string createdBy,
        double lastUsed,
        double expires,
        bool admin)
    {
        TokenId = tokenId;
        Name = name;
        Description = description;
        Created = created;
        CreatedBy = createdBy;
        LastUsed = lastUsed;
        Expires = expires;
        Admin = admin;
    }
}
