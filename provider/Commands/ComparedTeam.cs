using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>A team as the roster has it and as it is.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="InRoster">As the roster has it; null when it has not.</param>
/// <param name="InOrganization">As it was found; null when it was not.</param>
/// <param name="Members">The roles in it of everyone who is in it in either.</param>
internal sealed record ComparedTeam(string Name, RosterTeam? InRoster, Team? InOrganization, IReadOnlyList<Compared> Members);
