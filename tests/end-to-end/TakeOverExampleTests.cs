using System.Collections.Immutable;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>The example of an organization that was there before its program.</summary>
public sealed class TakeOverExampleTests
{
    private static readonly DateTimeOffset Founded = new(2024, 2, 29, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("roster.yaml")]
    [InlineData("Tokens.cs")]
    [InlineData("Webhooks.cs")]
    [InlineData("import.json")]
    public async Task Has_the_files_that_an_export_writes(string file)
    {
        await using var takeOver = await StartAsync();

        var export = await takeOver.ExportAsync();

        Assert.Equal(0, export.ExitCode);
        Assert.Equal(takeOver.Read(file), Example(file));
    }

    [Fact]
    public async Task Has_the_program_that_an_export_writes_but_for_its_first_lines_and_that_it_adopts()
    {
        await using var takeOver = await StartAsync();

        await takeOver.ExportAsync();

        Assert.Equal(Body(takeOver.Read("Program.cs")), Body(Example("Program.cs")).Replace(", Adopt = true", "", StringComparison.Ordinal));

        static string Body(string program) => program[program.IndexOf("return await", StringComparison.Ordinal)..];
    }

    [Fact]
    public async Task Writes_nothing_at_its_first_run_and_changes_nothing_at_its_second()
    {
        await using var takeOver = await StartAsync();
        await takeOver.ExportAsync();

        var import = await takeOver.SucceedAsync(EngineCommand.Import);
        takeOver.UseProgram("TakeOver");
        var first = await takeOver.SucceedAsync(EngineCommand.Up);
        var writes = takeOver.Writes;
        var second = await takeOver.SucceedAsync(EngineCommand.Up);

        // Five people, two teams with four places and a stack, two tokens and a webhook.
        Assert.Equal(5 + 2 + 4 + 1 + 2 + 1, import.Counts[StepOp.Import]);
        Assert.Empty(writes);
        Assert.DoesNotContain(first.Counts.Keys, static op => op is StepOp.Create or StepOp.Delete or StepOp.CreateReplacement);
        Assert.Equal([StepOp.Same], second.Counts.Keys);
        Assert.Empty(takeOver.Cloud.Requests.All);
    }

    [Fact]
    public async Task Takes_over_who_joined_meanwhile_and_adds_who_is_only_in_the_roster()
    {
        await using var takeOver = await StartAsync();
        await takeOver.ExportAsync();
        await takeOver.SucceedAsync(EngineCommand.Import);
        takeOver.UseProgram("TakeOver");
        await takeOver.SucceedAsync(EngineCommand.Up);

        takeOver.BehindItsBack(static acme => acme.WithMember(new Member { Login = "eve" }));
        takeOver.Write("roster.yaml", takeOver.Read("roster.yaml").Replace("\nmembers:\n", "\nmembers:\n  - eve\n  - finn\n", StringComparison.Ordinal));
        var up = await takeOver.SucceedAsync(EngineCommand.Up);

        Assert.Equal(2, up.Counts[StepOp.Create]);
        Assert.Equal("""POST /api/orgs/acme/members/finn {"role":"member"}""", Assert.Single(takeOver.Writes));
    }

    private static string Example(string file) => File.ReadAllText(Path.Combine(Built.PathOf("TakeOverExample"), file));

    private static Task<TakeOver> StartAsync() => TakeOver.StartAsync(
        static acme => acme
            .WithMember(new Member { Login = "ada", Role = OrganizationRole.Admin })
            .WithMember(new Member { Login = "bob" })
            .WithMember(new Member { Login = "cleo" })
            .WithMember(new Member { Login = "dan", Role = OrganizationRole.BillingManager })
            .AddTeam(TeamOf("web", "The site", ("ada", TeamRole.Admin), ("bob", TeamRole.Member)))
            .AddTeam(TeamOf("data", "Numbers", ("cleo", TeamRole.Admin), ("bob", TeamRole.Member)))
            .AddTeamStack("web", "website/prod", StackPermission.Write)
            .AddToken(Token("4b1f0c5e-7a35-4f0e-9d55-0f6f4ac1f0aa", "deploy") with { Description = "Deploys from the main branch", Admin = true }, Founded)
            .AddToken(Token("9f8d7c3b-2e61-4b7a-8a4e-6f1f2d9a70c2", "web-ci") with { Team = "web" }, Founded)
            .AddWebhook(new Webhook
            {
                Name = "alerts",
                DisplayName = "Alerts",
                PayloadUrl = "https://alerts.acme.example/pulumi",
                Active = true,
                Filters = ["update_failed"],
            }),
        new EmulatedCloudOptions());

    private static Team TeamOf(string name, string description, params IEnumerable<(string Login, TeamRole Role)> people) => new()
    {
        Name = name,
        DisplayName = name,
        Description = description,
        Members = people.ToImmutableSortedDictionary(static person => person.Login, static person => person.Role),
    };

    private static AccessToken Token(string id, string name) =>
        new() { Id = id, Name = name, ValueHash = TokenValue.Hash(name), Created = Founded, CreatedBy = "ada" };
}
