using CsCheck;
using Pulumi.Orgs;

namespace PulumiOrgs.Rosters.Tests;

public sealed class WritingTests
{
    [Fact]
    public void One_person_stands_on_a_line_in_alphabetical_order()
    {
        var roster = new Roster
        {
            Admins = ["bruno", "Ada"],
            Members = ["cleo"],
            BillingManagers = ["dan"],
            Teams =
            [
                new() { Name = "web", DisplayName = "web", Description = "" },
                new() { Name = "platform", DisplayName = "Platform", Description = "Runs: what \"others\" build on", Admins = ["bruno"], Members = ["cleo"] },
            ],
        };

        Assert.Equal(
            """
            admins:
              - Ada
              - bruno
            members:
              - cleo
            billingManagers:
              - dan
            teams:
              - name: platform
                displayName: Platform
                description: 'Runs: what "others" build on'
                admins:
                  - bruno
                members:
                  - cleo
              - name: web

            """,
            roster.ToYaml());
    }

    [Fact]
    public void What_a_team_may_do_stands_on_a_line_each_and_the_default_project_goes_without_saying()
    {
        var team = new RosterTeam
        {
            Name = "web",
            Stacks =
            [
                new() { Project = "website", Stack = "prod", Permission = "write" },
                new() { Project = "data", Stack = "dev", Permission = "admin" },
            ],
            Environments =
            [
                new() { Environment = "staging", Permission = "read" },
                new() { Project = "aws", Environment = "keys", Permission = "open", MaxOpenDuration = "2h" },
            ],
        };

        Assert.Equal(
            """
            admins:
              - ada
            teams:
              - name: web
                stacks:
                  data/dev: admin
                  website/prod: write
                environments:
                  aws/keys: {permission: open, maxOpenDuration: "2h"}
                  staging: read

            """,
            new Roster { Admins = ["ada"], Teams = [team] }.ToYaml());
    }

    [Fact]
    public void What_a_team_may_do_is_read_back() => Gen
        .Select(Grants, Grants, Gen.Int[0, 5000].Select(static minutes => minutes == 0 || minutes % 2 == 1 ? null : $"{minutes}m"))
        .Sample(
            static (stacks, environments, maxOpenDuration) =>
            {
                var team = new RosterTeam
                {
                    Name = "core",
                    Stacks = [.. stacks.Select(static name => new RosterStackPermission { Project = name.Project, Stack = name.Thing, Permission = "write" })],
                    Environments =
                    [
                        .. environments.Select(name => new RosterEnvironmentPermission
                        {
                            Project = name.Project,
                            Environment = name.Thing,
                            Permission = "open",
                            MaxOpenDuration = maxOpenDuration,
                        }),
                    ],
                };

                var read = Roster.Parse(new Roster { Admins = ["ada"], Teams = [team] }.Check().ToYaml(), "roster.yaml").Teams[0];

                Assert.Equal(team.Stacks.ToHashSet(), read.Stacks.ToHashSet());
                Assert.Equal(team.Environments.ToHashSet(), read.Environments.ToHashSet());
            },
            iter: 3_000);

    [Fact]
    public void Names_of_people_stand_behind_their_logins()
    {
        var roster = new Roster { Admins = ["ada", "bob"], Members = ["cleo"] };

        var yaml = roster.ToYaml(login => login switch { "ada" => "Ada Marlowe", "cleo" => "Cleo\nadmins: [cleo]", _ => null });

        Assert.Equal("admins:\n  - ada # Ada Marlowe\n  - bob\nmembers:\n  - cleo # Cleo admins: [cleo]\n", yaml);
        Assert.Equal(["cleo"], Roster.Parse(yaml, "roster.yaml").Members);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("yes")]
    [InlineData("007")]
    [InlineData("1e3")]
    [InlineData("-")]
    [InlineData("[x]")]
    [InlineData("# no comment")]
    [InlineData("two\nlines: yes\n")]
    public void A_text_that_yaml_would_take_for_something_else_is_quoted(string text)
    {
        var roster = new Roster { Admins = ["ada"], Teams = [new() { Name = "web", Description = text }] };

        Assert.Equal(text, Roster.Parse(roster.ToYaml(), "roster.yaml").Teams[0].Description);
    }

    [Theory]
    [InlineData("next\u0085line")]
    [InlineData("line\u2028and\u2029paragraph")]
    [InlineData("\u009b2J\u001b[2J\u0000\u007f")]
    [InlineData("\u202egnp.exe\u2066")]
    [InlineData("\ufeffmark \ufffe\uffff")]
    [InlineData("tag \U000E0041 and 👩‍💻")]
    [InlineData("\r\n \t trailing \n\n")]
    [InlineData(" # [red]{{x}}: - '\"\\u0041")]
    [InlineData("--- ")]
    public void A_hostile_text_is_read_back_exactly_and_does_nothing_to_who_looks_at_the_file(string text)
    {
        var roster = new Roster { Admins = ["ada"], Teams = [new() { Name = "web", DisplayName = text, Description = text }] };

        var yaml = roster.ToYaml(_ => text);
        var team = Roster.Parse(yaml, "roster.yaml").Teams[0];

        Assert.Equal((text, text), (team.DisplayName, team.Description));
        Assert.DoesNotContain(yaml.EnumerateRunes(), static rune => rune.Value != '\n' && Printable.IsHarmful(rune));
    }

    [Fact]
    public void Half_a_character_is_refused_before_it_is_written() => Assert.Equal(
        ["teams[0].displayName: is not well-formed text: half a character is in it", "teams[0].description: is not well-formed text: " +
            "half a character is in it"],
        Assert.Throws<RosterException>(
            new Roster { Admins = ["ada"], Teams = [new() { Name = "web", DisplayName = "\ud800", Description = "a\udc00" }] }.Check)
            .Problems.Select(static problem => problem.ToString()));

    [Fact]
    public void What_was_written_is_read_back() => Gen
        .Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12].HashSet[1, 20], AnyText, AnyText)
        .Where(static sample => sample.Item1.Count == sample.Item1.Distinct(StringComparer.OrdinalIgnoreCase).Count())
        .Sample(
            static (logins, description, comment) =>
            {
                var people = logins.Order(StringComparer.OrdinalIgnoreCase).ToList();
                var roster = new Roster
                {
                    Admins = people[..1],
                    Members = people[1..],
                    Teams = [new() { Name = "core", Description = description, Admins = people[..1], Members = people[1..] }],
                };

                var yaml = roster.ToYaml(_ => comment);
                var read = Roster.Parse(yaml, "roster.yaml");

                Assert.Equal(people, [.. read.Admins, .. read.Members]);
                var team = Assert.Single(read.Teams);
                Assert.Equal(description, team.Description);
                Assert.Equal(people, [.. team.Admins, .. team.Members]);
                Assert.DoesNotContain(yaml.EnumerateRunes(), static rune => rune.Value != '\n' && Printable.IsHarmful(rune));
            },
            iter: 3_000);

    // Names as long as they may be, of whatever may be in them.
    private static Gen<List<(string Project, string Thing)>> Grants => Gen
        .Select(Gen.OneOf(Gen.Const("default"), AnyName), AnyName)
        .List[0, 8]
        .Select(static names => names.DistinctBy(static name => $"{name.Item1}/{name.Item2}".ToUpperInvariant()).ToList());

    private static Gen<string> AnyName => Gen
        .OneOf(Gen.String[Gen.Char.AlphaNumeric, 1, 100], Gen.OneOf("~", "null", "yes", "007", "-", "#", ": ", "{", "[", "'", "\"", "?", "*", "é",
            "😀", "%", "|", "&", "a").Array[1, 6].Select(string.Concat<string>))
        .Select(static name => name.Replace(" ", "", StringComparison.Ordinal))
        .Where(static name => name is not ("." or ".."));

    private static Gen<string> AnyText => Gen
        .OneOf(Gen.String[1, 12], Gen.OneOf("\u0085", "\u2028", "\u202e", "\ufeff", "\u009b", "\0", "\r", "\n", " ", "\t", "#", ": ", "- ", "'",
            "\"", "\\", "a", "😀", "\ud83d", "%", "|", "&", "*")
            .Array[1, 8].Select(string.Concat<string>))
        .Where(Printable.IsWellFormed);
}
