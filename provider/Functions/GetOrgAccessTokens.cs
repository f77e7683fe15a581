using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[ObjectType("What is known of an access token; never the token itself.")]
public sealed record AccessTokenInfo
{
    [Output("The token's identifier.")]
    public string TokenId { get; init; } = "";

    [Output("The token's name.")]
    public string Name { get; init; } = "";

    [Output("What the token is for.")]
    public string Description { get; init; } = "";

    [Output("When the token was made, in ISO 8601 (UTC). Absent when the service does not tell it.", WhenAbsent = Absence.ThereIsNone)]
    public string? Created { get; init; }

    [Output("The login of whoever made the token.")]
    public string CreatedBy { get; init; } = "";

    [Output("When the token was last used, in Unix seconds (UTC); 0 = never.")]
    public long LastUsed { get; init; }

    [Output("When the token ends, in Unix seconds (UTC); 0 = never.")]
    public long Expires { get; init; }

    [Output("Whether the token has the rights of an organization admin.")]
    public bool Admin { get; init; }

    internal static IReadOnlyList<AccessTokenInfo> Of(IEnumerable<AccessToken> tokens) =>
    [
        .. tokens.OrderBy(static token => token.Name, StringComparer.Ordinal).Select(static token => new AccessTokenInfo
        {
            TokenId = token.Id,
            Name = token.Name,
            Description = token.Description,
            Created = token.Created is { } created ? Timestamp.Show(created) : null,
            CreatedBy = token.CreatedBy,
            LastUsed = token.LastUsed,
            Expires = token.Expires,
            Admin = token.Admin,
        }),
    ];
}

/// <summary>Which tokens a function lists, and of whom.</summary>
public record TokenListArgs : OrganizationArgs
{
    [Input("Whether tokens that have ended are listed too. Default: false.", Default = false)]
    public bool ShowExpired { get; init; }

    [Input("Only tokens that end within this time from now: a span such as `30d`, `720h` or `P30D`; with `showExpired`, those that have " +
        "ended too. Default: whenever they end.", WhenAbsent = Absence.ThereIsNone)]
    [Duration]
    public string? ExpiringWithin { get; init; }

    internal TokenFilter Filter => ShowExpired ? TokenFilter.All : TokenFilter.Active;

    /// <summary>Those of the listed tokens that the arguments ask for.</summary>
    internal TokenListResult Select(IEnumerable<AccessToken> listed, DateTimeOffset now) => new()
    {
        Tokens = AccessTokenInfo.Of(ExpiringWithin is { } text && Duration.Parse(text) is { } span
            ? listed.Where(token => token.Expires != 0 && IsWithin(token.Expires - now.ToUnixTimeSeconds(), span))
            : listed),
    };

    private bool IsWithin(long secondsLeft, TimeSpan span) => secondsLeft <= span.TotalSeconds && (ShowExpired || secondsLeft > 0);
}

/// <summary>Tokens, for functions that list them.</summary>
public sealed record TokenListResult
{
    [Output("The tokens, sorted by name.")]
    [Items(typeof(AccessTokenInfo))]
    public IReadOnlyList<AccessTokenInfo> Tokens { get; init; } = [];
}

[Function("getOrgAccessTokens", "Lists the access tokens of an organization.")]
public sealed class GetOrgAccessTokens(ICloud cloud, TimeProvider clock) : Function<TokenListArgs, TokenListResult>
{
    protected override async Task<TokenListResult> InvokeAsync(TokenListArgs arguments, CancellationToken cancellationToken) =>
        arguments.Select(await cloud.OrgTokens.ListAsync(arguments.Organization, arguments.Filter, cancellationToken), cloud.Now(clock));
}
