using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>What <see cref="GetOrgAccessTokens"/> finds.</summary>
[OutputType]
public sealed class GetOrgAccessTokensResult
{
    /// <summary>The tokens, sorted by name.</summary>
    public readonly ImmutableArray<Outputs.AccessTokenInfo> Tokens;

    [OutputConstructor]
    private GetOrgAccessTokensResult(ImmutableArray<Outputs.AccessTokenInfo> tokens)
    {
        Tokens = tokens;
    }
}
