using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>No run removes more people from an organization than its settings let it, however many it removes at once.</summary>
public sealed class RemovalLimitTests : IAsyncLifetime
{
    private const string Other = "globex";

    private GridStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, Cancellation);
        var caller = _stack.Organization.Members[Scenario.Caller];
        _stack.Cloud.State.Change(data => data with { Organizations = data.Organizations.Add(Other, new Organization { Name = Other }.WithMember(caller)) });
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task A_destroy_stops_at_a_quarter_of_the_members()
    {
        var everybody = People(38);
        await SucceedAsync(EngineCommand.Up, everybody);
        Assert.Equal(40, _stack.Organization.Members.Count);

        var refused = await RunAsync(EngineCommand.Destroy, everybody);

        Assert.False(refused.Succeeded);
        Assert.Equal(30, _stack.Organization.Members.Count);
        Assert.Contains(refused.Errors, error => error.Contains("this deployment may remove 10 people from it (a quarter of its 40 members",
            StringComparison.Ordinal));
        await SucceedAsync(EngineCommand.Refresh, everybody);
        Assert.Equal(28, _stack.Resources.Count);

        // An engine destroys by the settings that the provider has in the state.
        var rest = everybody.Where(member => _stack.Organization.Members.ContainsKey(member.Text("username")!)).ToList();
        await SucceedAsync(EngineCommand.Up, rest, ("orgs:allowMassRemoval", "true"));
        await SucceedAsync(EngineCommand.Destroy, rest);
        Assert.Equal(2, _stack.Organization.Members.Count);
    }

    [Fact]
    public async Task An_up_that_takes_lines_out_stops_there_too_and_goes_on_with_a_higher_number()
    {
        await SucceedAsync(EngineCommand.Up, People(38));
        var rest = People(26);

        var refused = await RunAsync(EngineCommand.Up, rest, ("orgs:maxRemovals", "3"));

        Assert.False(refused.Succeeded);
        Assert.Equal(37, _stack.Organization.Members.Count);
        await SucceedAsync(EngineCommand.Up, rest, ("orgs:maxRemovals", "9"));
        Assert.Equal(28, _stack.Organization.Members.Count);
    }

    [Fact]
    public async Task Each_organization_counts_for_itself()
    {
        IReadOnlyList<Declared> everybody = [.. People(12), .. People(12, Other)];
        await SucceedAsync(EngineCommand.Up, everybody);

        Assert.False((await RunAsync(EngineCommand.Destroy, everybody)).Succeeded);

        // Of 14 and of 13 members: five, since a quarter would be less.
        Assert.Equal((9, 8), (_stack.Organization.Members.Count, _stack.Cloud.State.Organization(Other).Members.Count));
    }

    private static IReadOnlyList<Declared> People(int count, string organization = Scenario.Organization) =>
    [
        .. Enumerable.Range(1, count).Select(number => new Declared(
            "OrgMember", $"{organization}/p{number}", PropertyMap.Of(("organization", organization), ("username", $"p{number}")))),
    ];

    private async Task SucceedAsync(EngineCommand command, IReadOnlyList<Declared> program, params IEnumerable<(string Name, string Value)> settings)
    {
        var ran = await RunAsync(command, program, settings);
        Assert.True(ran.Succeeded, ran.Screen);
    }

    private Task<Ran> RunAsync(EngineCommand command, IReadOnlyList<Declared> program, params IEnumerable<(string Name, string Value)> settings) =>
        _stack.RunAsync(
        command,
        InnerProgram.Of(program),
        options => options with
        {
            // All removals of a test: after the first that is refused an engine begins no other.
            Parallel = 40,
            Config = settings.Aggregate(options.Config, static (all, setting) => new Dictionary<string, string>(all) { [setting.Name] = setting.Value }),
        },
        Cancellation);
}
