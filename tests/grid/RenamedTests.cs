using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>
/// Whoever the program declares is there after the <c>up</c>, and was there all the while, whatever becomes of the names in
/// the program and of the engine's wish to replace.
/// </summary>
public sealed class RenamedTests : IAsyncLifetime
{
    private GridStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, Cancellation);
        await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada"));
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task A_member_and_a_membership_under_new_names()
    {
        var ran = await _stack.UpAsync(Ada("lovelace"), Bob("bob"), Web("web"), InWeb("web/lovelace", "ada"));

        NobodyWasTakenOut(ran);
        Assert.Contains("'acme/ada' stays as it is: the program declares it as 'lovelace'", ran.Screen, StringComparison.Ordinal);
        await _stack.NothingIsLeftToDoAsync(Ada("lovelace"), Bob("bob"), Web("web"), InWeb("web/lovelace", "ada"));
    }

    [Fact]
    public async Task Two_members_who_change_names()
    {
        NobodyWasTakenOut(await _stack.UpAsync(Bob("ada"), Ada("bob"), Web("web"), InWeb("web/ada", "ada")));
        await _stack.NothingIsLeftToDoAsync(Bob("ada"), Ada("bob"), Web("web"), InWeb("web/ada", "ada"));
    }

    [Fact]
    public async Task Members_who_move_into_a_component_and_back()
    {
        var ran = await _stack.UpAsync(async monitor =>
        {
            var group = await monitor.RegisterAsync(new Declared("Group", "group", PropertyMap.Empty)
            {
                With = static request => (request.Type, request.Custom) = ("my:index:Group", false),
            });
            void Within(RegisterResourceRequest request) => request.Parent = group.Urn;
            await monitor.RegisterAsync(Ada("ada") with { With = Within });
            await monitor.RegisterAsync(Bob("bob") with { With = Within });
            await monitor.RegisterAsync(Web("web"));
            await monitor.RegisterAsync(InWeb("web/ada", "ada") with { With = Within });
        });
        NobodyWasTakenOut(ran);

        NobodyWasTakenOut(await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada")));
        await _stack.NothingIsLeftToDoAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada"));
    }

    [Fact]
    public async Task A_replacement_that_only_the_engine_wants()
    {
        static void Replace(RegisterResourceRequest request) => request.ReplaceOnChanges.Add("role");
        var declared = new[] { Ada("ada", "admin") with { With = Replace }, Bob("bob"), Web("web"), InWeb("web/ada", "ada", "admin") with { With = Replace } };

        var ran = await _stack.UpAsync(declared);

        NobodyWasTakenOut(ran);
        Assert.Equal(OrganizationRole.Admin, _stack.Organization.Members["ada"].Role);
        Assert.Equal(TeamRole.Admin, _stack.Organization.Team("web").Members["ada"]);
    }

    [Fact]
    public async Task A_replacement_that_only_the_engine_wants_and_that_deletes_first()
    {
        static void Replace(RegisterResourceRequest request)
        {
            request.ReplaceOnChanges.Add("role");
            (request.DeleteBeforeReplace, request.DeleteBeforeReplaceDefined) = (true, true);
        }

        // Neither says that it adopts: that it is the stack's own is enough.
        var ran = await _stack.UpAsync(
            new Declared("OrgMember", "ada", PropertyMap.Of(("username", "ada"), ("role", "admin"))) { With = Replace },
            Bob("bob"), Web("web"), InWeb("web/ada", "ada", "admin") with { With = Replace });

        NobodyWasTakenOut(ran);
    }

    [Fact]
    public async Task A_team_and_a_webhook_that_only_the_engine_wants_replaced()
    {
        static Declared Chat(string displayName) => new(
            "OrgWebhook", "chat", PropertyMap.Of(("name", "chat"), ("displayName", displayName), ("payloadUrl", "https://example.com")))
        {
            With = static request => request.ReplaceOnChanges.Add("displayName"),
        };
        await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada"), Chat("Chat"));

        var ran = await _stack.UpAsync(
            Ada("ada"), Bob("bob"),
            Web("web") with
            {
                Inputs = PropertyMap.Of(("name", "web"), ("displayName", "Website")),
                With = static request => request.ReplaceOnChanges.Add("displayName"),
            },
            InWeb("web/ada", "ada"), Chat("Talk"));

        NobodyWasTakenOut(ran);
        Assert.Equal("Website", _stack.Organization.Team("web").DisplayName);
        Assert.Equal("Talk", _stack.Organization.Webhook("chat").DisplayName);
    }

    [Fact]
    public async Task A_team_that_is_spelled_another_way()
    {
        var ran = await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web", "Web"), InWeb("web/ada", "ada", team: "WEB"));

        NobodyWasTakenOut(ran);
        Assert.Empty(ran.Requests);
    }

    [Fact]
    public async Task A_rename_that_fails_half_way_and_is_reverted()
    {
        _stack.Cloud.Faults.Add(new FaultRule { Method = "PATCH", Times = 20, Action = new FaultAction.Answer(403) });
        var failed = await _stack.RunAsync(
            EngineCommand.Up, [Ada("lovelace"), Bob("bob"), Web("web"), InWeb("web/lovelace", "ada")], Cancellation);
        Assert.False(failed.Succeeded);
        NobodyIsOut();
        _stack.Cloud.Faults.Clear();

        NobodyWasTakenOut(await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada")));
        await _stack.NothingIsLeftToDoAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada"));
    }

    [Fact]
    public async Task A_process_killed_before_it_deleted_what_it_had_replaced()
    {
        // As the engine leaves it: the replacement, and behind it what it replaced, to be deleted.
        var state = JObject.Parse(_stack.StateText!);
        var resources = (JArray)state["deployment"]!["resources"]!;
        foreach (var replaced in resources.Where(static resource =>
            (string?)resource["type"] is "orgs:index:OrgMember" or "orgs:index:TeamMembership").ToList())
        {
            var pending = (JObject)replaced.DeepClone();
            pending["delete"] = true;
            resources.Add(pending);
        }

        await File.WriteAllTextAsync(_stack.StateFile, state.ToString(Formatting.Indented), Cancellation);

        NobodyWasTakenOut(await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), InWeb("web/ada", "ada")));
        Assert.Equal(4, _stack.Resources.Count);
    }

    [Fact]
    public async Task A_rename_that_cannot_take_over_keeps_the_old_name_in_the_state()
    {
        var renamed = new Declared("OrgMember", "lovelace", PropertyMap.Of(("username", "ada")));

        var failed = await _stack.RunAsync(
            EngineCommand.Up,
            InnerProgram.Of([renamed, Bob("bob"), Web("web"), InWeb("web/ada", "ada")]),
            static options => options with { ContinueOnError = true },
            Cancellation);

        Assert.False(failed.Succeeded);
        NobodyIsOut();
        Assert.Contains(_stack.Resources, static resource => ((string?)resource["urn"])!.EndsWith("::ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_no_longer_declared_goes()
    {
        await _stack.UpAsync(Ada("ada"), Web("web"));

        Assert.False(_stack.Organization.Members.ContainsKey("bob"));
        Assert.False(_stack.Organization.Team("web").Members.ContainsKey("ada"));
    }

    [Fact]
    public async Task A_destroy_takes_down_what_two_names_have()
    {
        NobodyWasTakenOut(await _stack.UpAsync(Ada("lovelace"), Bob("bob"), Web("web"), InWeb("web/lovelace", "ada")));

        var ran = await _stack.RunAsync(EngineCommand.Destroy, [], Cancellation);

        Assert.True(ran.Succeeded, ran.Screen);
        Assert.False(_stack.Organization.Members.ContainsKey("ada"));
        Assert.Empty(_stack.Resources);
    }

    [Fact]
    public async Task A_team_that_the_provider_itself_replaces_under_its_name_is_deleted_first()
    {
        await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"));
        _stack.Cloud.State.Change(Scenario.Organization, static organization =>
            organization.WithTeam(organization.Team("web") with { Kind = TeamKind.GitHub }));
        await _stack.RunAsync(EngineCommand.Refresh, [], Cancellation);

        var ran = await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"));

        // The last takes the caller out, whom the service puts into every team that it makes.
        Assert.Equal(["DELETE", "POST", "PATCH"], ran.Requests.Where(static request => request.Method != "GET").Select(static request => request.Method));
        Assert.Equal(TeamKind.Pulumi, _stack.Organization.Team("web").Kind);
    }

    [Fact]
    public async Task A_team_that_is_deleted_first_may_do_afterwards_what_it_might_before()
    {
        await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), Prod("web/website/prod"));
        _stack.Cloud.State.Change(Scenario.Organization, static organization =>
            organization.WithTeam(organization.Team("web") with { Kind = TeamKind.GitHub }));
        await _stack.RunAsync(EngineCommand.Refresh, [], Cancellation);

        await _stack.UpAsync(Ada("ada"), Bob("bob"), Web("web"), Prod("web/website/prod"));

        Assert.Equal(TeamKind.Pulumi, _stack.Organization.Team("web").Kind);
        Assert.Equal(StackPermission.Write, _stack.Organization.Team("web").Stacks["website/prod"]);
        await _stack.NothingIsLeftToDoAsync(Ada("ada"), Bob("bob"), Web("web"), Prod("web/website/prod"));
    }

    private static Declared Ada(string name, string role = "member") =>
        new("OrgMember", name, PropertyMap.Of(("username", "ada"), ("role", role), ("adopt", true)));

    private static Declared Bob(string name) => new("OrgMember", name, PropertyMap.Of(("username", "bob"), ("adopt", true)));

    private static Declared Web(string name, string team = "web") => new("Team", name, PropertyMap.Of(("name", team), ("displayName", "Web")));

    private static Declared InWeb(string name, string login, string role = "member", string team = "web") =>
        new("TeamMembership", name, PropertyMap.Of(("team", team), ("username", login), ("role", role))) { After = ["web", "ada", "bob", "lovelace"] };

    // Takes the team's name from the team, as a program does with `team.Name`.
    private static Declared Prod(string name) => new(
        "TeamStackPermission", name, PropertyMap.Of(("team", "web"), ("project", "website"), ("stack", "prod"), ("permission", "write")))
    {
        After = ["web"],
        With = static request => request.PropertyDependencies["team"] = new() { Urns = { request.Dependencies } },
    };

    private void NobodyWasTakenOut(Ran ran)
    {
        NobodyIsOut();
        Assert.False(
            ran.Requests.Any(static request => request.Method == "DELETE" || request.Body?["memberAction"]?.ToString() == "remove"), ran.Screen);
    }

    private void NobodyIsOut()
    {
        Assert.True(_stack.Organization.Members.ContainsKey("ada"));
        Assert.True(_stack.Organization.Members.ContainsKey("bob"));
        Assert.True(_stack.Organization.Team("web").Members.ContainsKey("ada"));
    }
}
