using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;
using static PulumiOrgs.Build.Grid.Tests.GridStackRuns;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>
/// A program goes from a resource for each person to one for all of them and back, and nobody is taken out of anything meanwhile: nothing
/// is written at all.
/// </summary>
public sealed class OneForManyTests : IAsyncLifetime
{
    private static readonly IReadOnlyList<Declared> OneByOne =
    [
        Person("ada", "admin"),
        Person("bob"),
        Person("cleo", "billing-manager"),
        new("Team", "web", PropertyMap.Of(("name", "web"), ("displayName", "Web"))),
        InWeb("ada", "admin"),
        InWeb("bob", "member"),
    ];

    private static readonly IReadOnlyList<Declared> AllInOne =
    [
        People(["ada"], ["bob"], ["cleo"]),
        new("Team", "web", PropertyMap.Of(("name", "web"), ("displayName", "Web"), ("admins", List("ada")), ("members", List("bob")))) { After = ["people"] },
    ];

    private GridStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, Cancellation);

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task From_one_by_one_to_all_in_one_and_back_nothing_is_written()
    {
        await _stack.UpAsync(OneByOne);
        var before = _stack.Organization;

        var gathered = await _stack.UpAsync(AllInOne);
        NothingWasWritten(gathered, before);
        Assert.Contains("'acme/bob' stays as it is: the program declares it as 'people'", gathered.Screen, StringComparison.Ordinal);
        Assert.Contains("'acme/web/bob' stays as it is: the program declares it as 'web'", gathered.Screen, StringComparison.Ordinal);
        await _stack.NothingIsLeftToDoAsync(AllInOne);
        Assert.Equal(2, _stack.Resources.Count);

        var parted = await _stack.UpAsync(OneByOne);
        NothingWasWritten(parted, before);
        Assert.Contains("stay as they are: the program declares them elsewhere", parted.Screen, StringComparison.Ordinal);
        await _stack.NothingIsLeftToDoAsync(OneByOne);
        Assert.Equal(6, _stack.Resources.Count);
    }

    [Fact]
    public async Task A_new_name_takes_nobody_out()
    {
        await _stack.UpAsync(AllInOne);
        var before = _stack.Organization;

        NothingWasWritten(await _stack.UpAsync([AllInOne[0] with { Name = "everybody" }, AllInOne[1]]), before);
    }

    [Fact]
    public async Task Two_of_them_part_the_people_and_who_goes_from_the_program_goes_from_the_organization()
    {
        var office = People([], ["cleo", "dan"], []) with { Name = "office" };
        await _stack.UpAsync([People(["ada"], ["bob"], []), office]);

        await _stack.UpAsync([People(["ada"], ["bob", "dan"], [])]);

        Assert.True(_stack.Organization.Members.ContainsKey("dan"));
        Assert.False(_stack.Organization.Members.ContainsKey("cleo"));
    }

    [Fact]
    public async Task Who_is_declared_both_ways_is_warned_of_in_a_preview()
    {
        var ran = await _stack.RunAsync(EngineCommand.Preview, [People(["ada"], ["bob"], []), Person("bob")], Cancellation);

        Assert.Contains("declares what this resource declares a second time: 'acme/bob' as 'people'", ran.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destroy_takes_out_who_was_added_and_leaves_the_caller_with_a_warning()
    {
        await _stack.UpAsync([People([Scenario.Caller, "ada"], ["bob"], [])]);

        var ran = await _stack.RunAsync(EngineCommand.Destroy, [], Cancellation);

        Assert.True(ran.Succeeded, ran.Screen);
        Assert.Equal([Scenario.Caller, Scenario.Adopted], _stack.Organization.Members.Keys.Order(StringComparer.Ordinal)
            .OrderBy(login => login != Scenario.Caller));
        Assert.Contains($"'{Scenario.Caller}' owns the access token", ran.Screen, StringComparison.Ordinal);
        Assert.Empty(_stack.Resources);
    }

    private static Declared People(string[] admins, string[] members, string[] billingManagers) => new("OrgMembers", "people", PropertyMap.Of(
        ("admins", List(admins)), ("members", List(members)), ("billingManagers", List(billingManagers)), ("adopt", true)));

    private static Declared Person(string login, string role = "member") =>
        new("OrgMember", login, PropertyMap.Of(("username", login), ("role", role), ("adopt", true)));

    private static Declared InWeb(string login, string role) =>
        new("TeamMembership", $"web/{login}", PropertyMap.Of(("team", "web"), ("username", login), ("role", role))) { After = ["web", login] };

    private void NothingWasWritten(Ran ran, Organization before)
    {
        Assert.False(ran.Requests.Any(static request => request.Method != "GET"), ran.Screen);
        Assert.Equal(
            before.Members.Values.Select(static member => (member.Login, member.Role)).Order(),
            _stack.Organization.Members.Values.Select(static member => (member.Login, member.Role)).Order());
        Assert.Equal(before.Team("web").Members, _stack.Organization.Team("web").Members);
    }
}
