using Pulumi.Orgs;

namespace PulumiOrgs.Rosters.Tests;

public sealed class CheckTests
{
    [Fact]
    public void All_problems_are_told_at_once_with_file_line_and_entry() => AssertProblems(
        """
        admins: [Ada]
        members:
          - ada
          - bob
          -
        teams:
          - name: core
            admins: [bob]
            members: [carl, BOB]
          - name: Core
          - displayName: ' '
          - name: ../up
        """,
        "roster.yaml:3:5: members[0]: 'ada' is in the organization twice: here and at admins[0] as 'Ada'",
        "roster.yaml:5:4: members[2]: is empty; give a login",
        "roster.yaml:9:21: teams[0].members[1]: 'BOB' is in team 'core' twice: here and at teams[0].admins[0] as 'bob'",
        "roster.yaml:9:15: teams[0].members[0]: 'carl' is in team 'core', but not in the organization; add it to its members, or take it out of the team",
        "roster.yaml:10:11: teams[1].name: 'Core' is the name of two teams: here and at teams[0].name as 'core'",
        "roster.yaml:11:5: teams[2].name: is empty; give a name",
        "roster.yaml:11:18: teams[2].displayName: is empty; give a text, or leave it out",
        "roster.yaml:12:11: teams[3].name: '../up' has a slash; a name has none");

    [Fact]
    public void What_a_team_cannot_do_is_told_with_what_it_could() => AssertProblems(
        """
        admins: [ada]
        teams:
          - name: web
            stacks:
              website/prod: writ
              website/dev: creator
              Website/Dev: read
              /dev: read
              a b/..: read
              data/dev:
            environments:
              keys: none
              default/KEYS: open
              other: { maxOpenDuration: 1d }
              '': { permission: open, maxOpenDuration: 0s }
        """,
        "roster.yaml:5:21: teams[0].stacks[0].permission: 'writ' is no permission; did you mean 'write'?",
        "roster.yaml:6:20: teams[0].stacks[1].permission: 'creator' is no permission; use read, write or admin",
        "roster.yaml:7:7: teams[0].stacks[2]: 'Website/Dev' is among the stacks of team 'web' twice: here and at teams[0].stacks[1] as 'website/dev'",
        "roster.yaml:8:7: teams[0].stacks[3].project: is empty; give a project",
        "roster.yaml:9:7: teams[0].stacks[4].project: 'a b' has white space; a project has none",
        "roster.yaml:9:7: teams[0].stacks[4].stack: '..' is not a name, but a step in a path; give a stack",
        "roster.yaml:10:16: teams[0].stacks[5].permission: is missing; use read, write or admin",
        "roster.yaml:12:13: teams[0].environments[0].permission: 'none' is no permission; use read, open, write or admin",
        "roster.yaml:13:7: teams[0].environments[1]: 'default/KEYS' is among the environments of team 'web' twice: here and at " +
        "teams[0].environments[0] as 'default/keys'",
        "roster.yaml:14:7: teams[0].environments[2].permission: is missing; use read, open, write or admin",
        "roster.yaml:14:33: teams[0].environments[2].maxOpenDuration: '1d' is no span of time; give hours, minutes and seconds such as '2h', '90m' or '1h30m'",
        "roster.yaml:15:7: teams[0].environments[3].environment: is empty; give an environment",
        "roster.yaml:15:48: teams[0].environments[3].maxOpenDuration: '0s' is no span of time; give hours, minutes and seconds such as '2h', '90m' or '1h30m'");

    [Theory]
    [InlineData("", "roster.yaml: admins: nobody is an admin; name one at least")]
    [InlineData("members: [ada]", "roster.yaml:1:1: admins: nobody is an admin; name one at least")]
    [InlineData("\nadmins: []", "roster.yaml:2:1: admins: nobody is an admin; name one at least")]
    public void A_roster_without_an_admin_is_refused(string yaml, string problem) => AssertProblems(yaml, problem);

    [Theory]
    [InlineData("..", "'..' is not a name, but a step in a path; give a login")]
    [InlineData("a/b", "'a/b' has a slash; a login has none")]
    [InlineData("a\\b", "'a\\b' has a slash; a login has none")]
    [InlineData("a b", "'a b' has white space; a login has none")]
    [InlineData("a\u0007b", "has a control character; a login has none")]
    [InlineData("", "is empty; give a login")]
    public void A_login_that_could_change_a_path_is_refused(string login, string message)
    {
        var exception = Assert.Throws<RosterException>(new Roster { Admins = ["ada"], Members = [login] }.Check);

        Assert.Equal(new RosterProblem(null, null, null, "members[0]", message), Assert.Single(exception.Problems));
    }

    [Fact]
    public void Names_may_have_a_hundred_characters_and_no_more()
    {
        var roster = new Roster { Admins = ["ada"], Teams = [new() { Name = new('n', 100), DisplayName = string.Concat(Enumerable.Repeat("😀", 100)) }] };
        var tooLong = roster with { Teams = [new() { Name = new('n', 101), DisplayName = new('d', 101) }] };

        Assert.Same(roster, roster.Check());
        Assert.Equal(
            ["teams[0].name: has 101 characters; at most 100 are allowed", "teams[0].displayName: has 101 characters; at most 100 are allowed"],
            Assert.Throws<RosterException>(tooLong.Check).Problems.Select(static problem => problem.ToString()));
    }

    [Fact]
    public void A_program_reads_which_entry_of_its_roster_is_wrong()
    {
        var roster = new Roster { Admins = ["ada"], Teams = [new() { Name = "web", Members = ["bob"] }] };

        var exception = Assert.Throws<RosterException>(roster.Check);

        Assert.Equal(
            "The roster cannot be used:\n  teams[0].members[0]: 'bob' is in team 'web', but not in the organization; add it to its " +
            "members, or take it out of the team",
            exception.Message);
    }

    private static void AssertProblems(string yaml, params string[] problems) => Assert.Equal(
        problems,
        Assert.Throws<RosterException>(() => Roster.Parse(yaml, "roster.yaml")).Problems.Select(static problem => problem.ToString()));
}
