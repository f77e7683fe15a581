using CsCheck;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Drift;
using PulumiOrgs.Provider.Export;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Drift;

public sealed class RosterComparisonTests
{
    [Fact]
    public void Finds_nothing_where_only_the_case_of_logins_differs() => Assert.Empty(Differences(Acme.SmallRoster));

    [Theory]
    [InlineData("cleo]", "cleo, dan]", "Missing Person dan role: member -> ")]
    [InlineData(", cleo]", "]", "Extra Person cleo role:  -> member")]
    [InlineData("admins: [ada]\nmembers: [bob, cleo]", "admins: [ada, cleo]\nmembers: [bob]", "Changed Person cleo role: admin -> member")]
    [InlineData("members: [bob] }", "members: [bob] }\n  - { name: ops }", "Missing Team ops displayName: ops -> ")]
    [InlineData("displayName: The web", "displayName: Site", "Changed Team web displayName: Site -> The web")]
    [InlineData("displayName: The web, ", "", "Changed Team web displayName: web -> The web")]
    [InlineData("description: What it is for", "description: Else", "Changed Team web description: Else -> What it is for")]
    [InlineData("members: [bob] }", "members: [bob, cleo] }", "Missing Membership web/cleo role: member -> ")]
    [InlineData("members: [bob] }", "members: [] }", "Extra Membership web/Bob role:  -> member")]
    [InlineData("admins: [ada], members: [bob] }", "members: [bob, ada] }", "Changed Membership web/ada role: member -> admin")]
    public void Finds_each_kind_of_difference_and_nothing_else(string before, string after, string difference)
    {
        var roster = Acme.SmallRoster.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal);

        Assert.Equal([difference], Differences(roster));
    }

    [Fact]
    public void A_team_that_no_roster_names_is_extra_and_so_is_everybody_in_it() => Assert.Equal(
        [
            "Extra Team web displayName:  -> The web",
            "Extra Membership web/ada role:  -> admin",
            "Extra Membership web/Bob role:  -> member",
        ],
        Differences("admins: [ada]\nmembers: [bob, cleo]"));

    [Fact]
    public void What_no_roster_can_say_is_not_compared_but_mentioned()
    {
        var comparison = RosterComparison.Of(Roster.Parse(Acme.SmallRoster, "roster"), Acme.Small with
        {
            Members = [.. Acme.Small.Members, Acme.Person("zed", "billing-manager")],
            Teams =
            [
                Acme.TeamOf("web", ("Bob", "member"), ("ada", "admin"), ("zed", "member")),
                Acme.TeamOf("hub") with { Kind = "github" },
            ],
        });

        Assert.Empty(comparison.Differences);
        Assert.Equal(
            [
                "not compared: 1 person whose role is neither member nor admin",
                "not compared: 1 team whose members are managed elsewhere, say at GitHub",
                "not compared: 1 membership of people who are not compared",
            ],
            comparison.Notes);
    }

    [Fact]
    public void Whom_somebody_ignores_is_no_difference_in_the_organization_or_in_a_team_and_no_note()
    {
        var comparison = RosterComparison.Of(
            Roster.Parse(Acme.SmallRoster, "roster"),
            Acme.Small with
            {
                Members = [.. Acme.Small.Members, Acme.Person("CI-bot", "admin"), Acme.Person("eve", "billing-manager")],
                Teams = [Acme.TeamOf("web", ("Bob", "member"), ("ada", "admin"), ("CI-bot", "admin"), ("eve", "member"))],
            },
            "ci-bot",
            "EVE");

        Assert.Empty(comparison.Differences);
        Assert.Empty(comparison.Unlisted);
        Assert.Empty(comparison.Notes);
        Assert.Equal(["CI-bot", "eve"], comparison.Ignored);
    }

    [Fact]
    public void Tells_whom_the_roster_does_not_have_apart_with_all_their_teams()
    {
        var comparison = RosterComparison.Of(Roster.Parse("admins: [ada]\nmembers: [bob]", "roster"), Acme.Small with
        {
            Teams = [Acme.TeamOf("t10", ("CLEO", "admin"), ("ada", "member")), Acme.TeamOf("t2", ("cleo", "member"))],
        });

        var cleo = Assert.Single(comparison.Unlisted);
        Assert.Equal(("cleo", "member"), (cleo.Login, cleo.Role));
        Assert.Equal(["t2", "t10 (admin)"], cleo.TeamsWithRoles);
        Assert.Equal(["t2", "t10", "t10/ada"], comparison.ListedDifferences.Select(static difference => difference.Name));
        Assert.Equal(6, comparison.Differences.Count);
    }

    [Fact]
    public void Counts_what_the_roster_names_and_what_the_organization_has()
    {
        var comparison = RosterComparison.Of(
            Roster.Parse("admins: [ada]\nteams: [{ name: web, members: [ada] }, { name: ops }]", "roster"),
            Acme.Small with { Members = [.. Acme.Small.Members, Acme.Person("ci"), Acme.Person("eve", "billing-manager")] },
            "ci");

        Assert.Equal(new RosterCounts(People: 1, Teams: 2, Memberships: 1), comparison.InRoster);
        Assert.Equal(new RosterCounts(People: 5, Teams: 1, Memberships: 2), comparison.InOrganization);
    }

    [Fact]
    public void What_was_exported_does_not_differ() => Gen.Select(Gen.Int[1, 12], Gen.Int[0, 5], Gen.Int[0, 1000]).Sample((people, teams, seed) =>
    {
        var organization = Acme.Small with
        {
            Members =
            [
                .. Enumerable.Range(0, people).Select(static number => Acme.Person($"P{number}", number % 3 == 0 ? "admin" : "member")),
            ],
            Teams =
            [
                .. Enumerable.Range(0, teams).Select(team => Acme.TeamOf(
                    $"t{team}",
                    Enumerable.Range(0, people).Where(person => ((seed >> (person + team)) & 1) == 1)
                        .Select(person => ($"p{person}", (person + team) % 4 == 0 ? "admin" : "member")))),
            ],
        };
        var written = ExportPlan.Of(organization, DateTimeOffset.UnixEpoch).Roster.ToYaml();

        Assert.Empty(RosterComparison.Of(Roster.Parse(written, "roster"), organization).Differences);
    });

    private static IEnumerable<string> Differences(string roster) =>
        RosterComparison.Of(Roster.Parse(roster, "roster"), Acme.Small).Differences.Select(static difference =>
            $"{difference.Kind} {difference.Subject} {difference.Name} {difference.Property}: {difference.InRoster} -> {difference.InOrganization}");
}
