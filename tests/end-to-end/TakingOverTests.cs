using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>An organization that exists comes under management without a write, and what changes in it from then on shows.</summary>
public sealed class TakingOverTests
{
    // 1,001 people with the owner of the access token, 60 teams of 10, 40 tokens, a webhook.
    [Theory]
    [InlineData(1001 + 60 + 600 + 40 + 1)]
    [InlineData(1 + 60 + 40 + 1, "--bulk")]
    public async Task A_thousand_people_are_taken_over_without_a_write(int resources, params string[] options)
    {
        await using var takeOver = await TakeOver.StartAsync(static acme => Seed(acme, people: 1000, teams: 60, tokens: 40));

        var export = await takeOver.ExportAsync(options);
        Assert.Equal((0, ""), (export.ExitCode, export.Output));
        Assert.Contains("40 tokens will be imported without a value", export.Error, StringComparison.Ordinal);
        var import = await takeOver.SucceedAsync(EngineCommand.Import);
        Assert.DoesNotContain("second time", takeOver.Screen, StringComparison.Ordinal);
        var up = await takeOver.SucceedAsync(EngineCommand.Up);
        var writes = takeOver.Writes;
        var drift = await takeOver.CommandAsync("drift", "--organization", "acme", "--roster", takeOver.Roster);

        Assert.Equal(resources, import.Counts[StepOp.Import]);
        Assert.Equal([KeyValuePair.Create(StepOp.Same, resources + 1)], up.Counts);
        Assert.Empty(writes);
        Assert.Equal(0, drift.ExitCode);
    }

    [Fact]
    public async Task What_changes_behind_its_back_shows_in_drift_and_in_a_refresh_and_nothing_else_does()
    {
        await using var takeOver = await TakeOver.StartAsync(static organization => Seed(organization, people: 30, teams: 4, tokens: 2));
        await takeOver.ExportAsync();
        await takeOver.SucceedAsync(EngineCommand.Import);

        takeOver.BehindItsBack(static organization => organization
            .ChangeRole("person0007", OrganizationRole.Admin)
            .RemoveTeamMember("team02", "person0020")
            .WithTeam(organization.Team("team02").WithDisplayName("Wibble")));
        takeOver.BehindItsBack(static organization => organization.RemoveTeamMember("team02", "person0020"));
        var drift = await takeOver.CommandAsync("drift", "--organization", "acme", "--roster", takeOver.Roster, "--json");
        var refresh = await takeOver.SucceedAsync(EngineCommand.Refresh);

        Assert.Equal(2, drift.ExitCode);
        Assert.Equal(
            [
                "person changed /person0007 role: member -> admin",
                "team changed team02/ displayName: Team 2 -> Wibble",
                "membership missing team02/person0020 role: admin -> ",
            ],
            JObject.Parse(drift.Output)["differences"]!.Select(static difference =>
                $"{difference["subject"]} {difference["kind"]} {difference["team"]}/{difference["login"]} "
                + $"{difference["property"]}: {difference["roster"]} -> {difference["organization"]}"));
        Assert.Equal(
            ["person0007", "team02", "team02/person0020"],
            refresh.Steps.Where(static result => result.Step is { Changes.Count: > 0 } or { Op: not (StepOp.Same or StepOp.Refresh) })
                .Select(static result => result.Step.Urn.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_teams_may_do_is_taken_over_without_a_write_and_shows_in_drift_when_it_changes()
    {
        var options = new EmulatedCloudOptions { Stacks = ["Website/Prod", "website/dev", "data/dev"], Environments = ["default/keys", "aws/login"] };
        await using var takeOver = await TakeOver.StartAsync(
            static organization => Seed(organization, people: 12, teams: 1, tokens: 0)
                .AddTeamStack("team00", "website/prod", StackPermission.Write)
                .AddTeamStack("team00", "website/dev", StackPermission.Creator)
                .AddTeamEnvironment("team00", "default/keys",
                    new EnvironmentGrant { Permission = EnvironmentPermission.Open, MaxOpenDuration = TimeSpan.FromHours(2) })
                .AddTeamEnvironment("team00", "aws/login", new EnvironmentGrant { Permission = EnvironmentPermission.Read }),
            options);

        var export = await takeOver.ExportAsync();
        var import = await takeOver.SucceedAsync(EngineCommand.Import);
        var up = await takeOver.SucceedAsync(EngineCommand.Up);
        var writes = takeOver.Writes;
        var drift = await takeOver.CommandAsync("drift", "--organization", "acme", "--roster", takeOver.Roster);
        takeOver.BehindItsBack(static organization => organization
            .AddTeamStack("team00", "website/prod", StackPermission.Admin).RemoveTeamEnvironment("team00", "aws/login"));
        var changed = await takeOver.CommandAsync("drift", "--organization", "acme", "--roster", takeOver.Roster, "--json");

        Assert.Contains("permissions left out, since nobody can give them: team00/website/dev (creator)", export.Error, StringComparison.Ordinal);
        // 13 people with the owner of the access token, a team of 10, a webhook, and three permissions.
        Assert.Equal(13 + 1 + 10 + 1 + 3, import.Counts[StepOp.Import]);
        Assert.Equal([StepOp.Same], up.Counts.Keys);
        Assert.Empty(writes);
        Assert.Equal(0, drift.ExitCode);
        Assert.Equal(
            ["stack changed Website/Prod permission: write -> admin", "environment missing aws/login permission: read -> "],
            JObject.Parse(changed.Output)["differences"]!.Select(static difference =>
                $"{difference["subject"]} {difference["kind"]} {difference["stack"]}{difference["environment"]} "
                + $"{difference["property"]}: {difference["roster"]} -> {difference["organization"]}"));
    }

    [Fact]
    public async Task What_cannot_be_taken_over_is_left_out_and_said_so_and_the_rest_is_clean()
    {
        var created = DateTimeOffset.UtcNow.AddDays(-10);
        await using var takeOver = await TakeOver.StartAsync(organization => Seed(organization, people: 12, teams: 1, tokens: 1)
            .ChangeRole("person0003", OrganizationRole.BillingManager)
            .WithTeam(new Team { Name = "hub", DisplayName = "Hub", Kind = TeamKind.GitHub })
            .AddToken(Token("old", created, created.AddDays(1)), created));

        var export = await takeOver.ExportAsync();
        await takeOver.SucceedAsync(EngineCommand.Import);
        var drift = await takeOver.CommandAsync("drift", "--organization", "acme", "--roster", takeOver.Roster);

        Assert.Equal(0, export.ExitCode);
        Assert.Contains("billingManagers:\n  - person0003", takeOver.Read("roster.yaml"), StringComparison.Ordinal);
        Assert.Contains("hub (github)", export.Error, StringComparison.Ordinal);
        Assert.Contains("expired tokens left out", export.Error, StringComparison.Ordinal);
        Assert.Equal(0, drift.ExitCode);
        Assert.DoesNotContain("hub", takeOver.Read("import.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_that_refuses_the_token_ends_a_command_with_1_and_the_reason()
    {
        await using var takeOver = await TakeOver.StartAsync(static organization => organization);

        var export = await takeOver.CommandAsync("export", "--organization", "elsewhere");

        Assert.Equal(1, export.ExitCode);
        Assert.StartsWith("error: could not ", export.Error, StringComparison.Ordinal);
        Assert.Contains("elsewhere", export.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_meant_to_harm_are_taken_over_exactly_and_do_nothing()
    {
        var now = DateTimeOffset.UtcNow;
        var options = new EmulatedCloudOptions
        {
            Users = [new PulumiUser { Login = "person0001", Name = Evil, Email = Evil, AvatarUrl = Evil }],
        };
        await using var takeOver = await TakeOver.StartAsync(
            organization => Seed(organization, people: 12, teams: 1, tokens: 0)
                .WithTeam(new Team { Name = "evil", DisplayName = Evil, Description = Evil })
                .AddToken(Token("\u202e</script>\"'\\\u0085\u2028\u001b[2J", now, null) with { Id = "1", Description = Evil, CreatedBy = Evil }, now)
                .AddToken(Token("\u2066{x}${y}[red]\r\n//", now, null) with { Id = "2", Description = Evil, Team = "evil" }, now)
                .AddWebhook(new Webhook
                {
                    Name = "evil",
                    DisplayName = Evil,
                    PayloadUrl = "https://example.com/?a=</script>\"'{x}${y}\\",
                    Active = true,
                    Format = "raw",
                    Filters = ["stack_created"],
                }),
            options);

        var export = await takeOver.ExportAsync();
        Assert.Equal((0, ""), (export.ExitCode, export.Output));
        // It compiles the program, and nothing is to change in what that says: so all of it is the same.
        await takeOver.SucceedAsync(EngineCommand.Import);
        var up = await takeOver.SucceedAsync(EngineCommand.Up);
        var writes = takeOver.Writes;
        var drift = await takeOver.CommandAsync("drift", "--organization", "acme", "--roster", takeOver.Roster);

        Assert.Equal([StepOp.Same], up.Counts.Keys);
        Assert.Empty(writes);
        Assert.Equal(0, drift.ExitCode);
        foreach (var file in (string[])["import.json", "roster.yaml", "Tokens.cs", "Webhooks.cs", "Program.cs", "Pulumi.yaml"])
        {
            AssertHarmless(takeOver.Read(file));
        }

        AssertHarmless(export.Error);
    }

    [Fact]
    public async Task A_token_that_no_stack_knows_is_told_with_the_command_that_deletes_it()
    {
        var now = DateTimeOffset.UtcNow;
        await using var takeOver = await TakeOver.StartAsync(static organization => Seed(organization, people: 12, teams: 1, tokens: 4));
        await takeOver.ExportAsync();
        await takeOver.SucceedAsync(EngineCommand.Import);
        var state = await File.ReadAllTextAsync(takeOver.StateFile, TestContext.Current.CancellationToken);

        var before = await takeOver.PipeAsync(state, "tokens", "--organization", "acme", "--unknown-to", "-");
        takeOver.BehindItsBack(organization => organization.AddToken(Token("left behind", now, null) with { Team = "team00" }, now));
        takeOver.Cloud.Requests.Clear();
        var after = await takeOver.CommandAsync("tokens", "--organization", "acme", "--unknown-to", takeOver.StateFile, "--json");
        var writes = takeOver.Writes;
        var empty = await takeOver.PipeAsync("", "tokens", "--organization", "acme", "--unknown-to", "-");

        Assert.Equal((0, ""), (before.ExitCode, before.Output));
        Assert.Contains("4 access tokens of acme and its teams: the states have them all.", before.Error, StringComparison.Ordinal);
        Assert.Equal(2, after.ExitCode);
        var unknown = Assert.Single(JObject.Parse(after.Output)["unknown"]!);
        Assert.Equal("pulumi api -X DELETE /api/orgs/acme/teams/team00/tokens/id-left-behind", (string?)unknown["delete"]);
        Assert.Empty(writes);
        Assert.Equal((1, ""), (empty.ExitCode, empty.Output));
        Assert.All([before, after, empty], result => Assert.DoesNotContain(takeOver.Cloud.AccessToken, result.Output + result.Error, StringComparison.Ordinal));
    }

    // Colours, a cleared screen, a forged line, turned writing, a mark that nobody sees, markup of a page and of the console's library.
    private const string Evil =
        "\u001b[31m\u009b2J\r\nerror: forged\u0085\u2028\u202egnp.exe\u2066\u200b\ufeff\U000E0041</script>\"'`{{y}}[red]\\u0041 é 👩‍💻";

    private static void AssertHarmless(string text) => Assert.DoesNotContain(
        text.EnumerateRunes(),
        static rune => rune.Value is not ('\n' or 0x200D)
            && (System.Text.Rune.IsControl(rune) || System.Text.Rune.GetUnicodeCategory(rune)
                is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator));

    /// <summary>A large organization: teams of ten people, the first an admin; a quarter of the tokens are a team's.</summary>
    private static Organization Seed(Organization organization, int people, int teams, int tokens)
    {
        var now = DateTimeOffset.UtcNow;
        for (var person = 0; person < people; person++)
        {
            organization = organization.WithMember(new Member
            {
                Login = Login(person),
                Role = person % 50 == 0 ? OrganizationRole.Admin : OrganizationRole.Member,
                Created = now,
            });
        }

        for (var team = 0; team < teams; team++)
        {
            var members = Enumerable.Range(0, 10).Select(place => ((team * 10) + place) % people).ToImmutableSortedDictionary(
                Login,
                static person => person % 10 == 0 ? TeamRole.Admin : TeamRole.Member);
            organization = organization.AddTeam(new Team
            {
                Name = $"team{team:00}",
                DisplayName = $"Team {team}",
                Description = team % 2 == 0 ? $"What team {team} is for: \"it\" & more" : "",
                Members = members,
            });
        }

        for (var token = 0; token < tokens; token++)
        {
            organization = organization.AddToken(
                Token($"token {token}", now, token % 5 == 0 ? now.AddDays(100) : null) with
                {
                    Description = token % 3 == 0 ? "" : "For \"builds\"",
                    Team = token % 4 == 3 ? "team00" : null,
                    Admin = token % 8 == 0,
                },
                now);
        }

        return organization.AddWebhook(new Webhook
        {
            Name = "chat",
            DisplayName = "Chat",
            PayloadUrl = "https://example.com/hook",
            Active = true,
            Format = "slack",
            Filters = ["stack_created", "update_failed"],
        });
    }

    private static AccessToken Token(string name, DateTimeOffset created, DateTimeOffset? expires) => new()
    {
        Id = $"id-{name.Replace(' ', '-')}",
        Name = name,
        ValueHash = $"hash of {name}",
        Created = created,
        CreatedBy = "admin",
        Expires = expires?.ToUnixTimeSeconds() ?? 0,
    };

    // As people spell themselves: capitals must not matter.
    private static string Login(int person) => $"{(person % 10 == 9 ? "Person" : "person")}{person:0000}";
}
