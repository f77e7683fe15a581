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

    [Fact]
    public void What_was_written_is_read_back() => Gen
        .Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12].HashSet[1, 20], Gen.String[1, 12].Where(static text => text.All(static c => !char.IsSurrogate(c))))
        .Where(static sample => sample.Item1.Count == sample.Item1.Distinct(StringComparer.OrdinalIgnoreCase).Count())
        .Sample((logins, description) =>
        {
            var people = logins.Order(StringComparer.OrdinalIgnoreCase).ToList();
            var roster = new Roster
            {
                Admins = people[..1],
                Members = people[1..],
                Teams = [new() { Name = "core", Description = description, Admins = people[..1], Members = people[1..] }],
            };

            var read = Roster.Parse(roster.ToYaml(), "roster.yaml");

            Assert.Equal(people, [.. read.Admins, .. read.Members]);
            var team = Assert.Single(read.Teams);
            Assert.Equal(description, team.Description);
            Assert.Equal(people, [.. team.Admins, .. team.Members]);
        });
}
