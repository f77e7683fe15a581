using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>An access token, and whose it is.</summary>
/// <param name="Team">The team; null: the organization itself.</param>
/// <param name="Token">The token.</param>
internal sealed record OwnedToken(string? Team, AccessToken Token)
{
    /// <summary>The name of its resource, as long as that is free.</summary>
    public string ResourceName => Printable.Line(Team is null ? Token.Name : $"{Team}/{Token.Name}");

    public string ResourceType => Team is null ? "OrgAccessToken" : "TeamAccessToken";
}
