using CsCheck;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Export;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Export;

public sealed class ExportPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Names_each_resource_after_what_it_is_and_in_order()
    {
        Assert.Equal(
            [
                new ImportedResource("OrgMember", "ada", "acme/ada"),
                new ImportedResource("OrgMember", "bob", "acme/Bob"),
                new ImportedResource("OrgMember", "cleo", "acme/cleo"),
                new ImportedResource("Team", "web", "acme/web"),
                new ImportedResource("TeamMembership", "web/ada", "acme/web/ada"),
                new ImportedResource("TeamMembership", "web/bob", "acme/web/Bob"),
                new ImportedResource("OrgAccessToken", "ci", "acme/1"),
                new ImportedResource("TeamAccessToken", "web/deploy", "acme/web/2"),
                new ImportedResource("OrgWebhook", "chat", "acme/chat"),
            ],
            Plan(Acme.Small).Resources);
    }

    [Fact]
    public void Puts_people_and_teams_into_the_roster()
    {
        var roster = Plan(Acme.Small).Roster;

        Assert.Equal(["ada"], roster.Admins);
        Assert.Equal(["Bob", "cleo"], roster.Members);
        var team = Assert.Single(roster.Teams);
        Assert.Equal(("web", "The web", "What it is for"), (team.Name, team.DisplayName, team.Description));
        Assert.Equal(["ada"], team.Admins);
        Assert.Equal(["Bob"], team.Members);
    }

    [Fact]
    public void Has_what_teams_may_do_in_the_roster_and_among_the_resources()
    {
        var plan = Plan(Acme.Small with { Teams = [WithGrants] });

        Assert.Equal(
            [
                new ImportedResource("TeamStackPermission", "web/data/dev", "acme/web/data/dev"),
                new ImportedResource("TeamStackPermission", "web/website/prod", "acme/web/Website/Prod"),
                new ImportedResource("TeamEnvironmentPermission", "web/default/keys", "acme/web/default/keys"),
            ],
            plan.Resources.Where(static resource => resource.Type.EndsWith("Permission", StringComparison.Ordinal)));
        var team = Assert.Single(plan.Roster.Check().Teams);
        Assert.Equal(
            [new() { Project = "data", Stack = "dev", Permission = "read" }, new() { Project = "Website", Stack = "Prod", Permission = "admin" }],
            team.Stacks);
        Assert.Equal([new() { Environment = "keys", Permission = "open", MaxOpenDuration = "2h0m0s" }], team.Environments);
    }

    [Fact]
    public void Leaves_permissions_out_that_nobody_can_give_and_says_so() => Assert.Contains(
        "permissions left out, since nobody can give them: web/default/none (none), web/website/mine (creator)",
        Plan(Acme.Small with { Teams = [WithGrants] }).Warnings);

    private static Team WithGrants => Acme.TeamOf("web") with
    {
        Stacks = [new("Website", "Prod", "admin"), new("website", "mine", "creator"), new("data", "dev", "read")],
        Environments = [new("default", "none", "none", null), new("default", "keys", "open", "2h0m0s")],
    };

    [Fact]
    public void Is_the_same_in_whatever_order_things_were_read() => Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Sample(order =>
    {
        var read = Acme.Small with
        {
            Members = [.. order.Select(static number => Acme.Person($"p{number}", number == 0 ? "admin" : "member"))],
            Teams = [.. order.Select(number => Acme.TeamOf($"t{number}", order.Select(static other => ($"p{other}", "member"))))],
            Tokens = [.. order.Select(static number => new OwnedToken(null, Acme.Token($"{number}", $"k{number % 4}")))],
        };
        var sorted = read with
        {
            Members = [.. read.Members.OrderBy(static member => member.Username)],
            Teams = [.. read.Teams.OrderBy(static team => team.Name)],
            Tokens = [.. read.Tokens.OrderBy(static token => token.Token.Id)],
        };

        Assert.Equal(Plan(sorted).Resources, Plan(read).Resources);
        Assert.Equal(Plan(sorted).Roster.ToYaml(), Plan(read).Roster.ToYaml());
    });

    [Fact]
    public void Numbers_what_has_the_same_name()
    {
        var plan = Plan(Acme.Small with { Tokens = [Organization("9", "ci"), Organization("7", "ci"), Organization("8", "ci-2")] });

        Assert.Equal(
            [("ci", "acme/7"), ("ci-2", "acme/9"), ("ci-2-2", "acme/8")],
            plan.Resources.Where(static resource => resource.Type == "OrgAccessToken")
                .Select(static resource => (resource.Name, resource.Id)));

        static OwnedToken Organization(string id, string name) => new(null, Acme.Token(id, name));
    }

    [Fact]
    public void Leaves_expired_tokens_out_and_says_so()
    {
        var plan = Plan(Acme.Small with
        {
            Tokens =
            [
                new OwnedToken(null, Acme.Token("1", "old", Now.ToUnixTimeSeconds())),
                new OwnedToken(null, Acme.Token("2", "new", Now.ToUnixTimeSeconds() + 1)),
            ],
        });

        Assert.Equal("new", Assert.Single(plan.Tokens).Name);
        Assert.Contains("expired tokens left out, since a program cannot declare an end in the past: old", plan.Warnings);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("scim")]
    public void Leaves_teams_out_that_are_managed_elsewhere_but_not_their_tokens(string kind)
    {
        var plan = Plan(Acme.Small with { Teams = [Acme.TeamOf("web", ("ada", "member")) with { Kind = kind }] });

        Assert.DoesNotContain(plan.Resources, static resource => resource.Type is "Team" or "TeamMembership");
        Assert.Contains(plan.Resources, static resource => resource.Type == "TeamAccessToken");
        Assert.Contains(plan.Warnings, warning => warning.EndsWith($": web ({kind})", StringComparison.Ordinal));
    }

    [Fact]
    public void Leaves_people_out_whose_role_no_program_can_say_and_with_them_their_memberships()
    {
        var plan = Plan(Acme.Small with
        {
            Members = [Acme.Person("ada", "admin"), Acme.Person("Bob", "stack-collaborator"), Acme.Person("cleo")],
        });

        Assert.DoesNotContain(plan.Resources, static resource => resource.Name is "bob" or "web/bob");
        Assert.Equal(["cleo"], plan.Roster.Members);
        Assert.Contains("left out, since their role is none that a roster can give: Bob (stack-collaborator)", plan.Warnings);
        Assert.Contains("memberships left out, since the people are: web/Bob", plan.Warnings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Leaves_people_out_who_have_a_custom_role(bool bulk)
    {
        var plan = ExportPlan.Of(Acme.Small with { Members = [Acme.Person("ada", "admin"), Acme.Auditor("Bob")] }, DateTimeOffset.UnixEpoch, bulk);

        Assert.DoesNotContain(plan.Resources, static resource => resource.Name is "bob" or "web/bob");
        Assert.Empty(plan.Roster.Members);
        Assert.Contains("left out, since their role is none that a roster can give: Bob (Auditor)", plan.Warnings);
    }

    [Fact]
    public void Says_that_tokens_come_without_a_value() => Assert.Contains(
        Plan(Acme.Small).Warnings,
        static warning => warning.StartsWith("2 tokens will be imported without a value", StringComparison.Ordinal));

    [Fact]
    public void Has_nothing_to_warn_of_where_all_can_be_taken_over() =>
        Assert.Empty(Plan(Acme.Small with { Tokens = [], Webhooks = [] }).Warnings);

    [Fact]
    public void In_bulk_all_people_are_one_resource_and_those_of_a_team_are_the_teams() => Assert.Equal(
        [("OrgMembers", "people", "acme"), ("Team", "web", "acme/web")],
        ExportPlan.Of(Acme.Small, Now, bulk: true).Resources.Where(static resource =>
            resource.Type is not ("OrgAccessToken" or "TeamAccessToken" or "OrgWebhook"))
            .Select(static resource => (resource.Type, resource.Name, resource.Id)));

    private static ExportPlan Plan(LivingOrganization organization) => ExportPlan.Of(organization, Now, bulk: false);
}
