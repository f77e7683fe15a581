using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;
using static PulumiOrgs.Build.Grid.Tests.GridStackRuns;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>
/// A resource takes several writes, and the last is refused: what was done is in the state. The next run does what is left, and that alone; a
/// destroy takes back what was done.
/// </summary>
public sealed class HalfDoneTests : IAsyncLifetime
{
    private readonly DerivedKeys _keys = new();
    private GridStack _stack = null!;

    public static TheoryData<string> Names => [.. Programs.Keys];

    private static Dictionary<string, IReadOnlyList<Declared>> Programs { get; } = new()
    {
        ["a person with a role of the organization's own"] =
            [new("OrgMember", "it", PropertyMap.Of(("username", "ada"), ("roleId", Scenario.Auditor)))],
        ["many people"] =
            [new("OrgMembers", "it", PropertyMap.Of(("members", List("ada", "bob")), ("admins", List("eve"))))],
        ["a team with a role of the organization's own and its people"] =
        [
            new("Team", "it", PropertyMap.Of(("name", "web"), ("displayName", "Web"), ("roleId", Scenario.Operator), ("members", List(Scenario.Adopted)))),
        ],
        ["an admin of a team"] =
        [
            new("Team", "web", PropertyMap.Of(("name", "web"), ("displayName", "Web"))),
            new("TeamMembership", "it", PropertyMap.Of(("team", "web"), ("username", Scenario.Adopted), ("role", "admin"))) { After = ["web"] },
        ],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stack = await GridStack.StartAsync(Repository.Plugin, _keys, null, Cancellation);

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_next_run_does_what_is_left_or_a_destroy_takes_back_what_was_done(string name)
    {
        var (before, program) = (_stack.Organization, Programs[name]);
        var last = await RefuseLastWriteAsync(program);

        var failed = await _stack.RunAsync(EngineCommand.Up, program, Cancellation);
        Assert.False(failed.Succeeded);
        Assert.NotEmpty(_stack.Resources.Single(IsIt)["initErrors"]!);
        _stack.Cloud.Faults.Clear();
        var halfDone = _stack.Take();

        await MendAsync(program, last);
        await using var other = await GridStack.StartAsync(Repository.Plugin, _keys, halfDone, Cancellation);
        await TakeBackAsync(other, before);
    }

    private async Task MendAsync(IReadOnlyList<Declared> program, LoggedRequest last)
    {
        var preview = await _stack.RunAsync(EngineCommand.Preview, program, Cancellation);
        var mended = await _stack.RunAsync(EngineCommand.Up, program, Cancellation);
        var again = await _stack.RunAsync(EngineCommand.Up, program, Cancellation);

        Assert.Equal(["update it"], preview.Changes);
        Assert.True(mended.Succeeded, mended.Screen);
        Assert.Equal([Show(last)], Writes(mended).Select(Show));
        Assert.Null(_stack.Resources.Single(IsIt)["initErrors"]);
        Assert.Empty(again.Changes);
        Assert.Empty(again.Requests);
    }

    private static async Task TakeBackAsync(GridStack stack, Organization before)
    {
        var refreshed = await stack.RunAsync(EngineCommand.Refresh, [], Cancellation);
        var destroyed = await stack.RunAsync(EngineCommand.Destroy, [], Cancellation);

        Assert.True(refreshed.Succeeded, refreshed.Screen);
        Assert.True(destroyed.Succeeded, destroyed.Screen);
        Assert.Empty(stack.Resources);
        Assert.Equal(before.Members.Keys.Order(), stack.Organization.Members.Keys.Order());
        Assert.Empty(stack.Organization.Teams);
    }

    private static bool IsIt(JObject resource) => ((string?)resource["urn"])!.EndsWith("::it", StringComparison.Ordinal);

    private static string Show(LoggedRequest request) => $"{request.Method} {request.Path} {request.Body?.ToString(Formatting.None)}";

    private static IReadOnlyList<LoggedRequest> Writes(Ran ran) => [.. ran.Requests.Where(static request => request.Method != "GET")];

    // Which one it is, another organization tells.
    private async Task<LoggedRequest> RefuseLastWriteAsync(IReadOnlyList<Declared> program)
    {
        await using var other = await GridStack.StartAsync(Repository.Plugin, _keys, null, Cancellation);
        var ran = await other.RunAsync(EngineCommand.Up, program, Cancellation);
        Assert.True(ran.Succeeded, ran.Screen);
        var last = Writes(ran)[^1];
        _stack.Cloud.Faults.Add(new FaultRule
        {
            Method = last.Method,
            PathPattern = $"^{last.Path}$",
            Body = last.Body?.ToString(Formatting.None),
            Times = 100,
            Action = new FaultAction.Answer(403),
        });
        return last;
    }
}
