using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>What <see cref="GetTeamAccessTokens"/> finds.</summary>
[OutputType]
public sealed class GetTeamAccessTokensResult
{
    /// <summary>The tokens, sorted by name.</summary>
    public readonly ImmutableArray<Outputs.AccessTokenInfo> Tokens;

    [OutputConstructor]
    private GetTeamAccessTokensResult(ImmutableArray<Outputs.AccessTokenInfo> tokens)
    {
        Tokens = tokens;
    }
}
