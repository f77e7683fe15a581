using Pulumi.Orgs;

namespace PulumiOrgs.Rosters.Tests;

public sealed class ReadingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roster-");

    [Fact]
    public void Everything_that_people_write_is_read()
    {
        var roster = Roster.Parse(
            """
            admins: [ada, bruno]
            members:
              - cleo        # Cleo Hartwin
            teams:
              - name: platform
                displayName: Platform
                description: Runs what everyone else builds on.
                admins: [bruno]
                members: [cleo]
            """,
            "roster.yaml");

        Assert.Equal(["ada", "bruno"], roster.Admins);
        Assert.Equal(["cleo"], roster.Members);
        var team = Assert.Single(roster.Teams);
        Assert.Equal(("platform", "Platform", "Runs what everyone else builds on."), (team.Name, team.DisplayName, team.Description));
        Assert.Equal(["bruno"], team.Admins);
        Assert.Equal(["cleo"], team.Members);
    }

    [Fact]
    public void What_a_team_may_do_is_read()
    {
        var team = Roster.Parse(
            """
            admins: [ada]
            teams:
              - name: platform
                stacks:
                  website/prod: write
                  data/dev: admin      # a comment
                environments:
                  default/prod-secrets: { permission: open, maxOpenDuration: 2h }
                  staging: read
                  aws/keys:
                    permission: admin
            """,
            "roster.yaml").Teams[0];

        Assert.Equal(
            [
                new() { Project = "website", Stack = "prod", Permission = "write" },
                new() { Project = "data", Stack = "dev", Permission = "admin" },
            ],
            team.Stacks);
        Assert.Equal(
            [
                new() { Project = "default", Environment = "prod-secrets", Permission = "open", MaxOpenDuration = "2h" },
                new() { Project = "default", Environment = "staging", Permission = "read" },
                new() { Project = "aws", Environment = "keys", Permission = "admin" },
            ],
            team.Environments);
    }

    [Fact]
    public void A_permission_of_the_wrong_form_is_refused_with_what_would_be_right() => AssertProblems(
        """
        admins: [ada]
        teams:
          - name: web
            stacks: [website/prod]
            environments: secrets
          - name: ops
            stacks:
              prod: write
              acme/website/prod: read
              website/dev: { permission: read }
              [a, b]: read
            environments:
              acme/default/keys: open
              keys: [open]
              other: { permission: open, duration: 2h }
        """,
        "roster.yaml:4:5: teams[0].stacks: should say what may be done with each, such as 'website/prod: write', but is a list",
        "roster.yaml:5:5: teams[0].environments: should say what may be done with each, such as 'secrets: open', but is the text 'secrets'",
        "roster.yaml:8:7: teams[1].stacks[0]: 'prod' should be project/stack",
        "roster.yaml:9:7: teams[1].stacks[1]: 'acme/website/prod' should be project/stack",
        "roster.yaml:10:20: teams[1].stacks[2].permission: should be a text, but is a mapping",
        "roster.yaml:11:7: teams[1].stacks[3]: a key should be a text, but is a list",
        "roster.yaml:13:7: teams[1].environments[0]: 'acme/default/keys' should be project/environment",
        "roster.yaml:14:13: teams[1].environments[1].permission: should be a text, but is a list",
        "roster.yaml:15:34: teams[1].environments[2].duration: is unknown; known are permission, maxOpenDuration");

    [Fact]
    public void The_roster_of_the_example_is_one_of_forty_people_and_eight_teams()
    {
        var roster = Roster.Read(Path.Combine(AppContext.BaseDirectory, "roster.yaml"));

        Assert.Equal((3, 37, 8), (roster.Admins.Count, roster.Members.Count, roster.Teams.Count));
    }

    [Fact]
    public void Json_is_read_whatever_its_white_space()
    {
        var roster = Roster.Parse(
            "{\n\t\"admins\": [\n\t\t\"ada\"\n\t],\n\t\"teams\": [\n\t\t{ \"name\": \"web\", \"description\": \"A \\u00e9 \\/ " +
            "\\ud83d\\ude00 \\\"site\\\"\", \"displayName\": null }\n\t]\n}",
            "roster.json");

        Assert.Equal(["ada"], roster.Admins);
        Assert.Equal(("A é / 😀 \"site\"", null), (roster.Teams[0].Description, roster.Teams[0].DisplayName));
    }

    [Fact]
    public void What_is_left_out_is_empty()
    {
        var roster = Roster.Parse("admins: [ada]\nmembers:\nteams: [{ name: core, members: }]", "roster.yaml");

        Assert.Empty(roster.Members);
        Assert.True(Assert.Single(roster.Teams) is { DisplayName: null, Description: null, Admins: [], Members: [] });
    }

    [Fact]
    public void A_login_in_other_case_is_the_same_person()
    {
        var roster = Roster.Parse("admins: [Ada]\nteams: [{ name: core, members: [ADA] }]", "roster.yaml");

        Assert.Equal(["ADA"], roster.Teams[0].Members);
    }

    [Theory]
    [InlineData("roster.yaml", "admins: [ada]")]
    [InlineData("roster.yml", "admins: [ada]")]
    [InlineData("roster.JSON", """{ "admins": ["ada"] }""")]
    public void A_file_is_read(string name, string text) => Assert.Equal(["ada"], Roster.Read(Written(name, text)).Admins);

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        var path = Written("roster.toml", "admins = ['ada']");

        AssertProblems(() => Roster.Read(path), $"{path}: is no roster; a roster is a file that ends with .yaml, .yml or .json");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(_folder.FullName, "missing.yaml");

        var problem = Assert.Single(Assert.Throws<RosterException>(() => Roster.Read(path)).Problems);

        Assert.Equal(path, problem.Source);
    }

    [Theory]
    [InlineData("admins: [ada\n", 2)]
    [InlineData("admins: [ada]\n  - bob", 2)]
    public void A_text_that_is_no_yaml_is_refused_with_its_line(string text, int line)
    {
        var problem = Assert.Single(Assert.Throws<RosterException>(() => Roster.Parse(text, "roster.yaml")).Problems);

        Assert.Equal(("roster.yaml", line), (problem.Source, problem.Line));
        Assert.StartsWith("is neither YAML nor JSON: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_document_is_refused() => AssertProblems(
        "admins: [ada]\n---\nadmins: [bob]",
        "roster.yaml:2:1: a second document starts here; a roster is one document");

    [Fact]
    public void A_word_that_is_no_key_is_refused_with_its_line_and_what_was_meant() => AssertProblems(
        """
        admins: [ada]
        member: [bob]
        tokens: []
        teams:
          - name: core
            display_name: Core
            members: [bob]
        """,
        "roster.yaml:2:1: member: is unknown; did you mean 'members'?",
        "roster.yaml:3:1: tokens: is unknown; known are admins, members, billingManagers, teams",
        "roster.yaml:6:5: teams[0].display_name: is unknown; did you mean 'displayName'?");

    [Fact]
    public void What_is_of_the_wrong_type_is_refused_with_what_would_be_right() => AssertProblems(
        """
        admins: ada
        members:
          - bob
          - { login: cleo }
        teams:
          - core
          - name: [web]
            description: { text: x }
            admins: { ada: true }
        """,
        "roster.yaml:1:1: admins: should be a list, but is the text 'ada'",
        "roster.yaml:4:5: members[1]: should be a text, but is a mapping",
        "roster.yaml:6:5: teams[0]: should hold name, displayName, description, admins, members, stacks, environments, but is the text 'core'",
        "roster.yaml:7:11: teams[1].name: should be a text, but is a list",
        "roster.yaml:8:18: teams[1].description: should be a text, but is a mapping",
        "roster.yaml:9:5: teams[1].admins: should be a list, but is a mapping");

    [Fact]
    public void A_roster_that_is_a_list_is_refused() => AssertProblems(
        "- ada",
        "roster.yaml:1:1: should hold admins, members, billingManagers, teams, but is a list");

    public void Dispose() => _folder.Delete(recursive: true);

    private static void AssertProblems(string text, params string[] problems) =>
        AssertProblems(() => Roster.Parse(text, "roster.yaml"), problems);

    private static void AssertProblems(Func<Roster> read, params string[] problems)
    {
        var exception = Assert.Throws<RosterException>(read);

        Assert.Equal(["The roster cannot be used:", .. problems.Select(problem => $"  {problem}")], exception.Message.Split('\n'));
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
