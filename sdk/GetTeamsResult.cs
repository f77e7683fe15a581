using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>What <see cref="GetTeams"/> finds.</summary>
[OutputType]
public sealed class GetTeamsResult
{
    /// <summary>The teams. <c>getTeam</c> tells who is in one.</summary>
    public readonly ImmutableArray<Outputs.TeamInfo> Teams;

    [OutputConstructor]
    private GetTeamsResult(ImmutableArray<Outputs.TeamInfo> teams)
    {
        Teams = teams;
    }
}
