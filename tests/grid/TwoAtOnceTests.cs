using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>Two runs, or two providers in one run, have to do with the same organization.</summary>
public sealed class TwoAtOnceTests : IAsyncLifetime
{
    // No more than a run may remove without being asked twice.
    private const int People = 5;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    private GridStack _one = null!;
    private GridStack _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, Cancellation);
        _one.Cloud.State.Change(static data => data with
        {
            Organizations = data.Organizations.SetItem(
                Scenario.Organization,
                data.Organizations[Scenario.Organization] with { Members = data.Organizations[Scenario.Organization].Members.Remove(Scenario.Adopted) }),
        });
        // So that their requests meet.
        _one.Cloud.Faults.Latency = Latency;
        _other = _one.Beside();
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Two_runs_for_different_things_of_one_organization_lose_nothing()
    {
        var (a, b) = (ProgramOf("a"), ProgramOf("b"));

        var ran = await Task.WhenAll(
            _one.RunAsync(EngineCommand.Up, a, Cancellation), _other.RunAsync(EngineCommand.Up, b, Cancellation));

        Assert.All(ran, static up => Assert.True(up.Succeeded, up.Screen));
        Assert.Equal(Picture.OfProgram([.. a, .. b]), Picture.OfServer(_one.Organization));
        ran = await Task.WhenAll(
            _one.RunAsync(EngineCommand.Refresh, a, Cancellation), _other.RunAsync(EngineCommand.Refresh, b, Cancellation));
        Assert.All(ran, static refresh => Assert.True(refresh.Succeeded, refresh.Screen));
        Assert.Equal(Picture.OfProgram(a), Picture.OfState(_one.Resources));
        Assert.Equal(Picture.OfProgram(b), Picture.OfState(_other.Resources));
        ran = await Task.WhenAll(
            _one.RunAsync(EngineCommand.Destroy, [], Cancellation), _other.RunAsync(EngineCommand.Up, b, Cancellation));
        Assert.All(ran, static end => Assert.True(end.Succeeded, end.Screen));
        Assert.Equal(Picture.OfProgram(b), Picture.OfServer(_one.Organization));
    }

    [Fact]
    public async Task Two_runs_for_the_same_thing_leave_one_and_the_other_hears_of_a_conflict()
    {
        IReadOnlyList<Declared> program =
        [
            new("OrgMember", "ada", PropertyMap.Of(("username", "ada"))),
            new("OrgWebhook", "chat", PropertyMap.Of(("name", "chat"), ("displayName", "Chat"), ("payloadUrl", "https://example.com"))),
            new("OrgAccessToken", "fixed", PropertyMap.Of(("name", "nightly"), ("description", ""))),
        ];

        var ran = await Task.WhenAll(Both().Select(stack => stack.RunAsync(
            EngineCommand.Up, InnerProgram.Of(program), static options => options with { ContinueOnError = true, Parallel = 8 }, Cancellation)));

        var errors = ran.SelectMany(static up => up.Errors).ToList();
        Assert.Equal(program.Count, errors.Count);
        Assert.All(errors, static error => Assert.Contains("409 Conflict", error, StringComparison.Ordinal));
        Assert.Equal(Picture.OfProgram(program), Picture.OfServer(_one.Organization));
        Assert.Equal(
            Picture.OfServer(_one.Organization),
            Both().SelectMany(static stack => Picture.OfState(stack.Resources)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_runs_that_adopt_the_same_person_both_have_it()
    {
        IReadOnlyList<Declared> program = [new("OrgMember", "ada", PropertyMap.Of(("username", "ada"), ("adopt", true)))];

        var ran = await Task.WhenAll(Both().Select(stack => stack.RunAsync(EngineCommand.Up, program, Cancellation)));

        Assert.All(ran, static up => Assert.True(up.Succeeded, up.Screen));
        Assert.All(Both(), stack => Assert.Equal(Picture.OfProgram(program), Picture.OfState(stack.Resources)));
        Assert.Equal(Picture.OfProgram(program), Picture.OfServer(_one.Organization));
    }

    [Fact]
    public async Task What_one_provider_of_a_program_writes_another_one_reads()
    {
        List<string?> seen = [];

        var ran = await _one.RunAsync(
            EngineCommand.Up,
            new InnerProgram(async monitor =>
            {
                var organization = PropertyMap.Of(("organization", Scenario.Organization));
                var writer = await monitor.ProviderAsync("writer", organization);
                var reader = await monitor.ProviderAsync("reader", organization);
                foreach (var login in (string[])["ada", "bob", "dan"])
                {
                    await monitor.RegisterAsync(new Declared("OrgMember", login, PropertyMap.Of(("username", login))), writer);
                    var members = await monitor.InvokeAsync("getOrgMembers", organization, reader);
                    seen.Add(Logins(members).SingleOrDefault(member => member == login));
                }
            }),
            static options => options,
            Cancellation);

        Assert.True(ran.Succeeded, ran.Screen);
        Assert.Equal(["ada", "bob", "dan"], seen);
    }

    [Fact]
    public async Task What_one_provider_takes_over_another_one_does_not_remove()
    {
        InnerProgram Program(string provider, string name) => new(async monitor =>
        {
            var organization = PropertyMap.Of(("organization", Scenario.Organization));
            var providers = new Dictionary<string, string>
            {
                ["one"] = await monitor.ProviderAsync("one", organization),
                ["other"] = await monitor.ProviderAsync("other", organization),
            };
            await monitor.RegisterAsync(new Declared("OrgMember", name, PropertyMap.Of(("username", "ada"), ("adopt", true))), providers[provider]);
        });
        Assert.True((await _one.RunAsync(EngineCommand.Up, Program("one", "ada"), static options => options, Cancellation)).Succeeded);

        var renamed = await _one.RunAsync(EngineCommand.Up, Program("other", "lovelace"), static options => options, Cancellation);

        Assert.True(renamed.Succeeded, renamed.Screen);
        Assert.DoesNotContain(renamed.Requests, static request => request.Method == "DELETE");
        Assert.True(_one.Organization.Members.ContainsKey("ada"));
        Assert.True((await _one.RunAsync(EngineCommand.Destroy, [], Cancellation)).Succeeded);
        Assert.False(_one.Organization.Members.ContainsKey("ada"));
    }

    private static IEnumerable<string> Logins(PropertyMap members) => ((ListValue)members["members"]).Items
        .Select(static member => ((StringValue)((MapValue)member).Properties["username"]).Value);

    private static IReadOnlyList<Declared> ProgramOf(string who) =>
    [
        .. Enumerable.Range(1, People).Select(number => new Declared("OrgMember", $"{who}{number}", PropertyMap.Of(("username", $"{who}{number}")))),
        new("Team", $"team-{who}", PropertyMap.Of(("name", $"team-{who}"), ("displayName", who), ("description", "")))
        {
            After = [.. Enumerable.Range(1, People).Select(number => $"{who}{number}")],
        },
        .. Enumerable.Range(1, People).Select(number => new Declared(
            "TeamMembership", $"team-{who}/{who}{number}", PropertyMap.Of(("team", $"team-{who}"), ("username", $"{who}{number}"), ("role", "member")))
        {
            After = [$"team-{who}"],
        }),
        new("OrgAccessToken", $"ci-{who}", PropertyMap.Of(("description", who))),
    ];

    private IReadOnlyList<GridStack> Both() => [_one, _other];
}
