using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>The example whose people, teams and tokens have a role that the organization made itself.</summary>
public sealed class CustomRoleTests
{
    private const string Auditor = "role-auditor";
    private const string Operator = "role-operator";

    private static EmulatedCloudOptions Cloud => new()
    {
        Roles =
        [
            new CustomRole { Id = Auditor, Name = "Auditor", ClosestRole = OrganizationRole.BillingManager },
            new CustomRole { Id = Operator, Name = "Operator" },
        ],
    };

    [Fact]
    public async Task All_have_it_after_an_up_and_neither_a_second_one_nor_a_refresh_changes_anything()
    {
        await using var workspace = await Workspace.StartCustomRolesAsync(Cloud);

        var first = await workspace.SucceedAsync();
        Assert.Equal((PropertyValue)Auditor, first.Outputs!["bob"].Unwrap());
        Assert.Equal(
            (Auditor, Auditor, Auditor),
            (workspace.Organization.Members["bob"].CustomRoleId, workspace.Organization.Team("audit").RoleId, workspace.Token("report").RoleId));
        var second = await workspace.SucceedAsync();
        Assert.Equal([StepOp.Same], second.Counts.Keys);
        Assert.Equal(["GET orgs/acme/roles?uxPurpose=role"], workspace.Requests);

        await workspace.SucceedAsync(EngineCommand.Refresh);
        var third = await workspace.SucceedAsync();
        Assert.Equal([StepOp.Same], third.Counts.Keys);
    }

    [Theory]
    [InlineData("member", """PATCH orgs/acme/members/bob {"role":"member"}""", null)]
    [InlineData("Operator", """PATCH orgs/acme/members/bob {"fgaRoleId":"role-operator"}""", Operator)]
    public async Task A_person_changes_to_another_role_and_back_in_place(string role, string write, string? roleId)
    {
        await using var workspace = await Workspace.StartCustomRolesAsync(Cloud);
        await workspace.SucceedAsync();

        var changed = await workspace.SucceedAsync(config: With("bob", role));
        Assert.Equal(1, changed.Counts[StepOp.Update]);
        Assert.Equal([write], workspace.Writes);
        Assert.Equal(roleId, workspace.Organization.Members["bob"].CustomRoleId);
        await workspace.SucceedAsync(config: With("bob", role));
        Assert.Empty(workspace.Writes);
        await workspace.SucceedAsync();

        Assert.Equal(["""PATCH orgs/acme/members/bob {"fgaRoleId":"role-auditor"}"""], workspace.Writes);
        Assert.Equal(Auditor, workspace.Organization.Members["bob"].CustomRoleId);
    }

    [Theory]
    [InlineData("none", "DELETE orgs/acme/teams/audit/roles/role-auditor", null)]
    [InlineData("Operator", "POST orgs/acme/teams/audit/roles/role-operator", Operator)]
    public async Task A_team_changes_to_another_role_in_place(string role, string write, string? roleId)
    {
        await using var workspace = await Workspace.StartCustomRolesAsync(Cloud);
        await workspace.SucceedAsync();

        await workspace.SucceedAsync(config: With("team", role));
        Assert.Equal([write], workspace.Writes);
        Assert.Equal(roleId, workspace.Organization.Team("audit").RoleId);
        await workspace.SucceedAsync(config: With("team", role));

        Assert.Empty(workspace.Writes);
    }

    [Fact]
    public async Task What_the_console_takes_away_a_refresh_finds_and_the_next_run_gives_back()
    {
        await using var workspace = await Workspace.StartCustomRolesAsync(Cloud);
        await workspace.SucceedAsync();
        workspace.BehindItsBack(static organization => organization
            .ChangeRole("bob", OrganizationRole.Member).RemoveTeamRole("audit", Auditor));

        await workspace.SucceedAsync(EngineCommand.Refresh);
        Assert.Empty(workspace.Writes);
        await workspace.SucceedAsync();

        Assert.Equal(
            ["""PATCH orgs/acme/members/bob {"fgaRoleId":"role-auditor"}""", "POST orgs/acme/teams/audit/roles/role-auditor"],
            workspace.Writes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_can_be_imported_and_the_next_run_writes_nothing()
    {
        await using var workspace = await Workspace.StartCustomRolesAsync(Cloud);
        await workspace.SucceedAsync();
        var token = workspace.Token("report");
        File.Delete(workspace.StateFile);

        await ImportAsync("OrgMember", "bob", "bob");
        await ImportAsync("Team", "audit", "audit");
        await ImportAsync("OrgAccessToken", "report", token.Id);
        var result = await workspace.SucceedAsync();

        Assert.Equal([StepOp.Same], result.Counts.Keys);
        Assert.Empty(workspace.Writes);

        Task ImportAsync(string type, string name, string id) =>
            workspace.SucceedAsync(EngineCommand.Import, new ImportRequest($"orgs:index:{type}", name, $"acme/{id}", Protect: false));
    }

    [Fact]
    public async Task A_role_that_there_is_not_is_refused_before_anything_is_made()
    {
        await using var workspace = await Workspace.StartCustomRolesAsync(Cloud);

        var result = await workspace.RunAsync(EngineCommand.Up, config: With("bob", "Auditr"));

        Assert.False(result.Succeeded);
        Assert.Contains("there is no role 'Auditr'; there are 'Admin', 'Auditor'", workspace.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", workspace.Organization.Members.Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_roster_names_them_and_nothing_differs_after_an_up(bool bulk)
    {
        await using var workspace = await Workspace.StartAsync(Roster("bob, cleo", "dan"), Cloud);

        await workspace.SucceedAsync(config: Form(bulk));
        Assert.Equal(
            (Auditor, Operator), (workspace.Organization.Members["dan"].CustomRoleId, workspace.Organization.Team("web").RoleId));
        var drift = await workspace.DriftAsync();
        Assert.True(drift.ExitCode == 0, drift.Output + drift.Error);
        var second = await workspace.SucceedAsync(config: Form(bulk));

        Assert.Equal([StepOp.Same], second.Counts.Keys);
        Assert.Equal(["GET orgs/acme/roles?uxPurpose=role"], workspace.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_moves_between_the_lists_of_a_roster_gets_the_role_and_stays_in_the_organization(bool bulk)
    {
        await using var workspace = await Workspace.StartAsync(Roster("bob, cleo", "dan"), Cloud);
        await workspace.SucceedAsync(config: Form(bulk));

        workspace.Write(Roster("cleo", "bob, dan"));
        await workspace.SucceedAsync(config: Form(bulk));
        Assert.Equal(["""PATCH orgs/acme/members/bob {"fgaRoleId":"role-auditor"}"""], workspace.Writes);
        workspace.Write(Roster("bob, cleo", "dan"));
        await workspace.SucceedAsync(config: Form(bulk));
        Assert.Equal(["""PATCH orgs/acme/members/bob {"role":"member"}"""], workspace.Writes);
        var third = await workspace.SucceedAsync(config: Form(bulk));

        Assert.Equal([StepOp.Same], third.Counts.Keys);
        Assert.Null(workspace.Organization.Members["bob"].CustomRoleId);
        Assert.Contains("bob", workspace.Organization.Team("web").Members.Keys);
    }

    [Fact]
    public async Task A_team_whose_role_the_roster_names_no_more_has_none()
    {
        await using var workspace = await Workspace.StartAsync(Roster("bob, cleo", "dan"), Cloud);
        await workspace.SucceedAsync();

        workspace.Write(Roster("bob, cleo", "dan").Replace("role: Operator, ", "", StringComparison.Ordinal));
        var drift = await workspace.DriftAsync();
        await workspace.SucceedAsync();

        Assert.Matches(@"team +web +role +Operator", drift.Output);
        Assert.Equal(["DELETE orgs/acme/teams/web/roles/role-operator"], workspace.Writes);
    }

    [Fact]
    public async Task A_role_of_a_roster_that_there_is_not_is_refused_before_its_people_are_added()
    {
        await using var workspace = await Workspace.StartAsync(Roster("bob", "dan").Replace("Auditor", "Auditr", StringComparison.Ordinal), Cloud);

        var result = await workspace.RunAsync(EngineCommand.Preview);

        Assert.False(result.Succeeded);
        Assert.Contains("'acme' has no role 'Auditr'; it has 'Admin', 'Auditor'", workspace.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task People_and_teams_that_have_them_are_taken_over_without_a_write(bool bulk)
    {
        await using var takeOver = await TakeOver.StartAsync(
            static organization => organization
                .WithMember(new Member { Login = "bob", Role = OrganizationRole.Member, Created = DateTimeOffset.UtcNow })
                .WithMember(new Member { Login = "dan", Role = OrganizationRole.Member, Created = DateTimeOffset.UtcNow, CustomRoleId = Auditor })
                .AddTeam(new Team { Name = "web", DisplayName = "Web" }).AddTeamMember("web", "dan")
                .SetTeamRole("web", Operator),
            Cloud);

        var export = await takeOver.ExportAsync(bulk ? ["--bulk"] : []);
        Assert.DoesNotContain("left out", export.Error, StringComparison.Ordinal);
        await takeOver.SucceedAsync(EngineCommand.Import);
        var up = await takeOver.SucceedAsync(EngineCommand.Up);

        Assert.Equal([StepOp.Same], up.Counts.Keys);
        Assert.Empty(takeOver.Writes);
        Assert.Contains("roles:\n  Auditor:\n    - dan", takeOver.Read("roster.yaml"), StringComparison.Ordinal);
        Assert.Contains("role: Operator", takeOver.Read("roster.yaml"), StringComparison.Ordinal);
    }

    private static string Roster(string members, string auditors) => $$"""
        admins: [ada]
        members: [{{members}}]
        roles: { Auditor: [{{auditors}}] }
        teams:
          - { name: web, role: Operator, members: [bob, dan] }
        """;

    private static Dictionary<string, string> Form(bool bulk) => bulk ? With("bulk", "true") : [];

    private static Dictionary<string, string> With(string key, string value) => new() { [key] = value };
}
