using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>What a program only reads, by <c>Get</c>, is not the stack's: it is told, and that is all.</summary>
public sealed class ReadTests : IAsyncLifetime
{
    private GridStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Declared Bob => new("OrgMember", "bob", PropertyMap.Of(("username", "bob"), ("adopt", true)));

    public async ValueTask InitializeAsync()
    {
        _stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, Cancellation);
        _stack.Cloud.State.Change(Scenario.Organization, static organization => organization
            .WithMember(new Member { Login = "bob", Role = OrganizationRole.Admin, Created = DateTimeOffset.UtcNow })
            .WithTeam(new Team { Name = "web", DisplayName = "Web" }));
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task Is_told_and_neither_changed_nor_taken_down()
    {
        var (bob, web) = (PropertyMap.Empty, PropertyMap.Empty);
        var up = await _stack.UpAsync(async monitor =>
        {
            bob = await monitor.ReadAsync("OrgMember", "bob", "acme/bob");
            web = await monitor.ReadAsync("Team", "web", "acme/web");
        });
        var refreshed = await _stack.RunAsync(EngineCommand.Refresh, [], Cancellation);
        var destroyed = await _stack.RunAsync(EngineCommand.Destroy, [], Cancellation);

        Assert.Equal(("bob", "admin", "Web"), (Text(bob, "username"), Text(bob, "role"), Text(web, "displayName")));
        Assert.True(refreshed.Succeeded && destroyed.Succeeded, refreshed.Screen + destroyed.Screen);
        Assert.DoesNotContain([.. up.Requests, .. refreshed.Requests, .. destroyed.Requests], static request => request.Method != "GET");
        Assert.Empty(_stack.Resources);
    }

    [Fact]
    public async Task That_is_gone_is_an_error()
    {
        var ran = await RunAsync(static monitor => monitor.ReadAsync("Team", "mobile", "acme/mobile"));

        Assert.False(ran.Succeeded);
        Assert.Contains("resource 'acme/mobile' does not exist", ran.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_longer_declared_goes_though_the_program_reads_them()
    {
        await _stack.UpAsync(static monitor => monitor.RegisterAsync(Bob));

        await _stack.UpAsync(static monitor => monitor.ReadAsync("OrgMember", "look", "acme/bob"));

        Assert.False(_stack.Organization.Members.ContainsKey("bob"));
    }

    [Fact]
    public async Task Who_is_declared_and_read_is_the_stacks_by_the_declaration()
    {
        var ran = await _stack.UpAsync(static async monitor =>
        {
            await monitor.RegisterAsync(Bob);
            await monitor.ReadAsync("OrgMember", "look", "acme/bob");
        });

        Assert.Equal(OrganizationRole.Member, _stack.Organization.Members["bob"].Role);
        Assert.DoesNotContain("a second time", ran.Screen, StringComparison.Ordinal);
        await _stack.RunAsync(EngineCommand.Destroy, [], Cancellation);
        Assert.False(_stack.Organization.Members.ContainsKey("bob"));
    }

    [Fact]
    public async Task Who_was_declared_and_is_now_read_under_that_name_stays()
    {
        await _stack.UpAsync(static monitor => monitor.RegisterAsync(Bob));

        await _stack.UpAsync(static monitor => monitor.ReadAsync("OrgMember", "bob", "acme/bob"));
        await _stack.RunAsync(EngineCommand.Destroy, [], Cancellation);

        Assert.True(_stack.Organization.Members.ContainsKey("bob"));
    }

    private static string Text(PropertyMap properties, string name) => ((StringValue)properties[name].Unwrap()).Value;

    private Task<Ran> RunAsync(Func<ProgramMonitor, Task> program) =>
        _stack.RunAsync(EngineCommand.Up, new InnerProgram(program), static options => options, Cancellation);
}
