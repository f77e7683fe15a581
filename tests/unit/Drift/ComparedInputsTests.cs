using Pulumi.Orgs;
using PulumiOrgs.Provider.Drift;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Drift;

/// <summary>Holds the comparison against the declarations of what a roster becomes, so that none of the inputs is forgotten.</summary>
public sealed class ComparedInputsTests
{
    private const string Found = "what both sides are matched by";
    private const string Named = "the command line names it";

    private static readonly Dictionary<string, string> NotCompared = new()
    {
        ["OrgMember.organization"] = Named,
        ["OrgMember.username"] = Found,
        ["OrgMember.roleId"] = "a roster cannot say it, so whoever has a custom role is not compared",
        ["OrgMember.adopt"] = "a wish of the program, of which the service knows nothing",
        ["Team.organization"] = Named,
        ["Team.teamType"] = "a roster has teams of one type only, and teams of another are not compared",
        ["Team.name"] = Found,
        ["Team.githubTeamId"] = "a roster has no team that is managed at GitHub",
        ["Team.members"] = "compared one by one, as memberships",
        ["Team.admins"] = "compared one by one, as memberships",
        ["Team.roleId"] = "a roster cannot say it",
        ["Team.keepCreator"] = "steers the provider, and is nothing that an organization has",
        ["TeamMembership.organization"] = Named,
        ["TeamMembership.team"] = Found,
        ["TeamMembership.username"] = Found,
        ["TeamStackPermission.organization"] = Named,
        ["TeamStackPermission.team"] = Found,
        ["TeamStackPermission.project"] = Found,
        ["TeamStackPermission.stack"] = Found,
        ["TeamEnvironmentPermission.organization"] = Named,
        ["TeamEnvironmentPermission.team"] = Found,
        ["TeamEnvironmentPermission.project"] = Found,
        ["TeamEnvironmentPermission.environment"] = Found,
    };

    // Says something else of ada, of the team, of ada in it and of what it may do wherever it can.
    private const string Other = """
        admins: [bob]
        members: [ada, cleo]
        teams:
          - name: web
            displayName: Else
            description: Else
            admins: [bob]
            members: [ada]
            stacks: { website/prod: read }
            environments: { keys: { permission: write, maxOpenDuration: 3h } }
        """;

    private static readonly HashSet<string> Compared =
    [
        .. RosterComparison.Of(Roster.Parse(Other, "roster"), Acme.WithPermissions).Differences.Select(static difference => difference.Subject switch
        {
            DifferenceSubject.Person => $"OrgMember.{difference.Property}",
            DifferenceSubject.Team => $"Team.{difference.Property}",
            DifferenceSubject.Stack => $"TeamStackPermission.{difference.Property}",
            DifferenceSubject.Environment => $"TeamEnvironmentPermission.{difference.Property}",
            _ => $"TeamMembership.{difference.Property}",
        }),
    ];

    public static TheoryData<string> Inputs => [.. Declared.Inputs("OrgMember", "Team", "TeamMembership", "TeamStackPermission", "TeamEnvironmentPermission")];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_input_is_compared_or_listed_with_its_reason(string input) => Assert.True(
        Compared.Contains(input) != NotCompared.ContainsKey(input),
        $"{input} is {(Compared.Contains(input) ? "compared, but listed as if it were not" : "forgotten by `drift`")}: "
        + "provider/Drift/RosterComparison.cs compares it, where a roster can say it, "
        + "or NotCompared in tests/unit/Drift/ComparedInputsTests.cs says why it does not");

    [Fact]
    public void Nothing_else_is_listed_or_compared() =>
        Assert.Empty(Compared.Concat(NotCompared.Keys).Except(Declared.Inputs()));
}
