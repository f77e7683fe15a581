using CsCheck;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
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

    [Theory]
    [InlineData("", "")]
    [InlineData("website/prod: write", "website/prod: read", "Changed Stack web/website/prod permission: read -> write")]
    [InlineData("website/prod: write, ", "", "Extra Stack web/Website/Prod permission:  -> write")]
    [InlineData("data/dev: admin", "data/dev: admin, data/prod: read", "Missing Stack web/data/prod permission: read -> ")]
    [InlineData("open, maxOpenDuration: 120m", "open, maxOpenDuration: 3h", "Changed Environment web/default/keys maxOpenDuration: 3h -> 2h0m0s")]
    [InlineData(
        "{ permission: open, maxOpenDuration: 120m }", "admin",
        "Changed Environment web/default/keys permission: admin -> open", "Changed Environment web/default/keys maxOpenDuration:  -> 2h0m0s")]
    [InlineData("keys: {", "other/keys: {", "Extra Environment web/default/keys permission:  -> open",
        "Missing Environment web/other/keys permission: open -> ")]
    public void Finds_what_a_team_may_do_otherwise_than_the_roster_says(string before, string after, params string[] differences)
    {
        const string permissions = "stacks: { website/prod: write, data/dev: admin }, environments: { keys: { permission: open, maxOpenDuration: 120m } }";
        var roster = Acme.SmallRoster.Replace(
            "members: [bob] }", "members: [bob], " +
                $"{(before.Length == 0 ? permissions : permissions.Replace(before, after, StringComparison.Ordinal))} }}",
                StringComparison.Ordinal);

        Assert.Equal(differences.Where(static difference => difference.Length > 0), Differences(roster, Acme.WithPermissions));
    }

    [Fact]
    public void What_nobody_can_give_is_compared_only_where_the_roster_speaks_of_it()
    {
        var organization = Acme.Small with
        {
            Teams = [Acme.Small.Teams[0] with { Stacks = [new("website", "mine", "creator")], Environments = [new("default", "keys", "none", null)] }],
        };

        Assert.Empty(Differences(Acme.SmallRoster, organization));
        Assert.Contains(
            "not compared where the roster does not name it: 2 permissions that nobody can give",
            RosterComparison.Of(Roster.Parse(Acme.SmallRoster, "roster"), organization).Notes);
        Assert.Equal(
            ["Changed Stack web/website/mine permission: admin -> creator"],
            Differences(Acme.SmallRoster.Replace("members: [bob] }", "members: [bob], stacks: { website/mine: admin } }", StringComparison.Ordinal),
                organization));
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
            Members = [.. Acme.Small.Members, Acme.Person("zed", "stack-collaborator")],
            Teams =
            [
                Acme.TeamOf("web", ("Bob", "member"), ("ada", "admin"), ("zed", "member")),
                Acme.TeamOf("hub") with { Kind = "github" },
            ],
        });

        Assert.Empty(comparison.Differences);
        Assert.Equal(
            [
                "not compared: 1 person whose role is none that a roster can give",
                "not compared: 1 team whose members are managed elsewhere, say at GitHub",
                "not compared: 1 membership of people who are not compared",
            ],
            comparison.Notes);
    }

    [Fact]
    public void Whoever_has_a_custom_role_is_not_what_the_roster_says_and_without_the_roster_is_not_compared()
    {
        var organization = Acme.Small with { Members = [Acme.Person("ada", "admin"), Acme.Person("Bob"), Acme.Auditor("cleo"), Acme.Auditor("dan")] };

        var comparison = RosterComparison.Of(Roster.Parse(Acme.SmallRoster, "roster"), organization);

        Assert.Equal(
            new Difference(DifferenceSubject.Person, DifferenceKind.Changed, null, "cleo", "role", "member", "Auditor"), Assert.Single(comparison.Differences));
        Assert.Equal(["not compared: 1 person whose role is none that a roster can give"], comparison.Notes);
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
                        .Select(person => ($"p{person}", (person + team) % 4 == 0 ? "admin" : "member"))) with
                {
                    Stacks = [.. Enumerable.Range(0, seed % 3).Select(number => new TeamStack($"P{number}", "s", number % 2 == 0 ? "read" : "admin"))],
                    Environments = [.. Enumerable.Range(0, seed % 4)
                        .Select(number => new TeamEnvironment("default", $"e{number}", "open", number % 2 == 0 ? null : "1h0m0s"))],
                }),
            ],
        };
        var written = ExportPlan.Of(organization, DateTimeOffset.UnixEpoch, bulk: false).Roster.ToYaml();

        Assert.Empty(RosterComparison.Of(Roster.Parse(written, "roster"), organization).Differences);
    });

    private static IEnumerable<string> Differences(string roster, LivingOrganization? organization = null) =>
        RosterComparison.Of(Roster.Parse(roster, "roster"), organization ?? Acme.Small).Differences.Select(static difference =>
            $"{difference.Kind} {difference.Subject} {difference.Name} {difference.Property}: {difference.InRoster} -> {difference.InOrganization}");
}
