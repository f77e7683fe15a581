using AcmeOrg;
using Pulumi;

namespace AcmeOrgTests;

public sealed class RosterTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void The_roster_of_the_example_is_one_of_forty_people_and_eight_teams()
    {
        var roster = Roster.Read(Path.Combine(AppContext.BaseDirectory, "roster.yaml"));

        Assert.Equal((40, 8, 2), (roster.People.Length, roster.Teams.Length, roster.Tokens.Length));
    }

    [Fact]
    public void Logins_lose_their_capitals_wherever_they_stand()
    {
        var roster = Read("""
            people: [{ login: Ada, role: admin }]
            teams: [{ name: core, members: [ADA] }]
            """);

        Assert.Equal("ada", Assert.Single(roster.People).Login);
        Assert.Equal(["ada"], Assert.Single(roster.Teams).Everyone);
    }

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var roster = Read("""
            people: [{ login: ada, role: admin }, { login: bruno }]
            teams: [{ name: core }]
            tokens: [{ name: ci }]
            """);

        Assert.False(roster.People[1].IsAdmin);
        Assert.True(roster.Teams[0] is { DisplayName: "core", Description: "", Admins: [], Members: [] });
        Assert.True(roster.Tokens[0] is { Description: "", Admin: false });
    }

    [Fact]
    public void All_problems_are_told_at_once_with_file_and_entry() => AssertProblems(
        """
        people:
          - { login: Ada, role: admin }
          - { login: ada }
          - { login: bob, role: boss }
          - {}
          -
        teams:
          - name: core
            admins: [bob]
            members: [carl, BOB]
          - { name: Core }
          - {}
        tokens:
          - { name: ci }
          - { name: ci }
          - {}
        """,
        "people[2] (bob): unknown role 'boss', use member or admin",
        "people[3]: a person needs a login",
        "people[4]: a person needs a login",
        "teams[0] (core): 'carl' is not among the people",
        "teams[0] (core): 'bob' is in it more than once",
        "teams[2]: a team needs a name",
        "tokens[2]: a token needs a name",
        "people[0] and people[1]: the same login 'ada'",
        "teams[0] and teams[1]: the same name 'core'",
        "tokens[0] and tokens[1]: the same name 'ci'");

    [Theory]
    [InlineData("")]
    [InlineData("people: [{ login: ada }]")]
    public void A_roster_without_an_admin_is_refused(string yaml) =>
        AssertProblems(yaml, "people: nobody is an admin; somebody has to be");

    [Fact]
    public void A_word_that_is_no_property_is_refused_with_its_line() => AssertProblems(
        """
        people:
          - { login: ada, rol: admin }
        """,
        "line 2: Property 'rol' not found on type 'AcmeOrg.Person'.");

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var exception = Assert.Throws<RunException>(() => Roster.Read($"{_file}.missing"));

        Assert.Contains($"{_file}.missing", exception.Message);
    }

    public void Dispose() => File.Delete(_file);

    private Roster Read(string yaml)
    {
        File.WriteAllText(_file, yaml);
        return Roster.Read(_file);
    }

    private void AssertProblems(string yaml, params string[] problems)
    {
        var exception = Assert.Throws<RunException>(() => Read(yaml));

        Assert.Equal(["The roster cannot be used:", .. problems.Select(problem => $"  {_file}: {problem}")], exception.Message.Split('\n'));
    }
}
