using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>An organization whose people are one resource.</summary>
public sealed class BulkTests
{
    private static readonly Dictionary<string, string> Bulk = new() { ["bulk"] = "true" };

    [Fact]
    public async Task From_one_resource_a_person_to_one_of_all_and_back_nothing_is_written()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync();
        var before = Picture(workspace.Organization);

        var gathered = await workspace.SucceedAsync(config: Bulk);
        Assert.Empty(workspace.Writes);
        Assert.Equal(before, Picture(workspace.Organization));
        // Three people and two memberships went from the state; the team has its people now.
        Assert.Equal((5, 1, 1), (gathered.Counts[StepOp.Delete], gathered.Counts[StepOp.Create], gathered.Counts[StepOp.Update]));
        await workspace.SucceedAsync(config: Bulk);
        Assert.Empty(workspace.Requests);

        var parted = await workspace.SucceedAsync();
        Assert.Empty(workspace.Writes);
        Assert.Equal(before, Picture(workspace.Organization));
        Assert.Equal((1, 5), (parted.Counts[StepOp.Delete], parted.Counts[StepOp.Create]));
        await workspace.SucceedAsync();
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_thousand_people_join_with_a_request_each_and_who_moves_is_shown_by_name()
    {
        await using var workspace = await Workspace.StartAsync(Roster([]));
        await workspace.SucceedAsync(config: Bulk);

        Assert.Equal(1001, workspace.Writes.Count(static request => request.StartsWith("POST orgs/acme/members/", StringComparison.Ordinal)));
        Assert.Equal(2, workspace.Requests.Count(static request => request.StartsWith("GET orgs/acme/members", StringComparison.Ordinal)));

        workspace.Write(Roster(["person7"]));
        await workspace.SucceedAsync(EngineCommand.Preview, config: Bulk);
        Assert.Contains("person7", workspace.Screen, StringComparison.Ordinal);
        await workspace.SucceedAsync(config: Bulk);

        Assert.Equal(["""PATCH orgs/acme/members/person7 {"role":"admin"}"""], workspace.Writes);
        Assert.Equal(OrganizationRole.Admin, workspace.Organization.Members["person7"].Role);
    }

    private static string Roster(string[] admins) => $"""
        admins: [ada{string.Concat(admins.Select(static login => $", {login}"))}]
        members: [{string.Join(", ", Enumerable.Range(1, 1000).Select(static number => $"person{number}").Except(admins))}]
        """;

    private static string Picture(Organization organization) => string.Join(
        '\n',
        organization.Members.Values.Select(static member => $"{member.Login} {member.Role}")
            .Concat(organization.Teams.Values.SelectMany(static team => team.Members.Select(member => $"{team.Name}/{member.Key} {member.Value}")))
            .Order(StringComparer.Ordinal));
}
