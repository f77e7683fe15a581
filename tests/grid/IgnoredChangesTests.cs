using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;
using static PulumiOrgs.Build.Grid.Tests.GridStackRuns;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>What a program is not to change (<c>IgnoreChanges</c>) stays as somebody left it, and everything else is seen to.</summary>
public sealed class IgnoredChangesTests : IAsyncLifetime
{
    private GridStack _stack = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, Cancellation);

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    [Fact]
    public async Task A_role_that_was_changed_at_the_console_stays()
    {
        var ada = Ignoring("OrgMember", ["role"], ("username", "ada"), ("role", "member"));
        await _stack.UpAsync(ada);
        _stack.Cloud.State.Change(Scenario.Organization, static acme => acme.WithMember(acme.Members["ada"] with { Role = OrganizationRole.Admin }));

        await _stack.RunAsync(EngineCommand.Refresh, [], Cancellation);
        await _stack.NothingIsLeftToDoAsync(ada with { Inputs = ada.Inputs.With("role", "billing-manager") });

        Assert.Equal(OrganizationRole.Admin, _stack.Organization.Members["ada"].Role);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_people_of_a_team_stay_and_its_name_is_seen_to(bool isRefreshed)
    {
        var web = Ignoring("Team", ["members"], ("name", "web"), ("displayName", "Web"), ("members", List(Scenario.Adopted)));
        await _stack.UpAsync(web);
        _stack.Cloud.State.Change(Scenario.Organization, static acme =>
            acme.WithTeam(acme.Team("web") with { Members = acme.Team("web").Members.SetItem(Scenario.Caller, TeamRole.Member) }));

        if (isRefreshed)
        {
            await _stack.RunAsync(EngineCommand.Refresh, [], Cancellation);
        }

        var changed = web with { Inputs = web.Inputs.With("displayName", "Website").With("members", List()) };
        await _stack.UpAsync(changed);
        await _stack.NothingIsLeftToDoAsync(changed);

        Assert.Equal([Scenario.Caller, Scenario.Adopted], _stack.Organization.Team("web").Members.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Website", _stack.Organization.Team("web").DisplayName);
    }

    [Fact]
    public async Task What_the_program_gives_only_later_is_not_given_and_a_name_that_would_replace_does_not()
    {
        var web = Ignoring("Team", ["roleId", "description", "name"], ("name", "web"), ("displayName", "Web"));
        await _stack.UpAsync(web);

        await _stack.NothingIsLeftToDoAsync(
            web with { Inputs = web.Inputs.With("roleId", Scenario.Auditor).With("description", "Another").With("name", "mobile") });
    }

    private static Declared Ignoring(string type, string[] ignored, params IEnumerable<(string Name, PropertyValue? Value)> inputs) =>
        new(type, "it", PropertyMap.Of(inputs)) { With = request => request.IgnoreChanges.AddRange(ignored) };
}
