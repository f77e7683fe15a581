using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class TeamStackPermissionTests
{
    public abstract class TeamStackPermissionTest : ResourceTest
    {
        protected TeamStackPermissionTest(SharedProvider shared)
            : base(shared, "TeamStackPermission") => Change(organization => organization.WithTeam(new Team { Name = "web" }));

        protected static PropertyMap Prod(string permission = "write") => OnStack("prod", permission);

        protected static PropertyMap OnStack(string stack, string permission = "write") =>
            Map(("team", "web"), ("project", "website"), ("stack", stack), ("permission", permission));

        protected static string Patch(string change, int permission) =>
            $$$"""PATCH teams/web {"{{{change}}}":{"projectName":"website","stackName":"prod","permission":{{{permission}}}}}""";
    }

    public sealed class TheCheck(SharedProvider shared) : TeamStackPermissionTest(shared)
    {
        [Fact]
        public async Task Wants_a_team_a_stack_and_a_permission() => Assert.Equal(
            ["team", "project", "stack", "permission"], (await CheckAsync(PropertyMap.Empty)).Failures.Select(failure => failure.Property));

        [Fact]
        public async Task Says_what_to_use_for_what_nobody_gives() => Assert.Equal(
            "permission: 'creator' is what the service calls whoever made a stack, and is never given; use 'admin', which grants the same",
            await OnlyFaultAsync(Prod("creator")));

        [Fact]
        public async Task Keeps_unknowns_and_secrets()
        {
            var inputs = Map(
                ("organization", Organization), ("team", PropertyValue.Unknown), ("project", new SecretValue("website")), ("stack", "prod"),
                ("permission", "read"));

            Assert.Equal(inputs, await CheckedAsync(inputs));
        }
    }

    public sealed class TheDiff(SharedProvider shared) : TeamStackPermissionTest(shared)
    {
        [Fact]
        public async Task Sees_nothing_in_a_fresh_one() => Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Prod()), OnStack("PROD"))));

        [Fact]
        public async Task Changes_a_permission_in_place() =>
            Assert.Equal(new() { ["permission"] = Kind.Update }, KindsOf(await DiffAsync(await CreateAsync(Prod()), Prod("read"))));

        [Fact]
        public async Task Replaces_for_another_stack_and_makes_that_first()
        {
            var diff = await DiffAsync(await CreateAsync(Prod()), OnStack("dev"));

            Assert.Equal(new() { ["stack"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }
    }

    public sealed class TheCreate(SharedProvider shared) : TeamStackPermissionTest(shared)
    {
        [Fact]
        public async Task Takes_one_request()
        {
            var prod = await CreateAsync(Prod());

            Assert.Equal([Patch("addStackPermission", 102)], Requests);
            Assert.Equal($"{Organization}/web/website/prod", prod.Id);
            Assert.Equal(prod.Inputs, prod.Properties);
            Assert.Equal(StackPermission.Write, Observed.Teams["web"].Stacks["website/prod"]);
        }

        [Fact]
        public async Task Takes_over_what_the_team_has_already()
        {
            Change(organization => organization.AddTeamStack("web", "website/prod", StackPermission.Creator));

            await CreateAsync(Prod("read"));

            Assert.Equal(StackPermission.Read, Observed.Teams["web"].Stacks["website/prod"]);
        }

        [Fact]
        public async Task Changes_what_the_team_has_already_where_the_service_refuses_to_give_it_twice()
        {
            Spoil("PATCH", "teams/web", new FaultAction.Answer(409));
            Change(organization => organization.AddTeamStack("web", "website/prod", StackPermission.Read));

            await CreateAsync(Prod("admin"));

            Assert.Equal([Patch("addStackPermission", 103), Patch("editStackPermission", 103)], Requests);
        }

        [Fact]
        public async Task Says_that_a_stack_does_not_exist_and_how_one_is_made()
        {
            Change(organization => organization with { Stacks = ["website/prod"] });

            var failure = await FailureOfAsync(() => CreateAsync(OnStack("dev")));

            Assert.Contains("Stack 'website/dev' not found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains($"`pulumi stack init {Organization}/website/dev`", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_that_a_team_does_not_exist()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Prod().With("team", "www")));

            Assert.Contains("Team 'www' not found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("`team.Name`", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Succeeds_although_the_answer_was_lost()
        {
            Spoil("PATCH", "teams/web", new FaultAction.DropAfter());

            Assert.Equal($"{Organization}/web/website/prod", (await CreateAsync(Prod())).Id);
        }
    }

    public sealed class TheRead(SharedProvider shared) : TeamStackPermissionTest(shared)
    {
        [Fact]
        public async Task Fills_inputs_and_outputs_of_an_import()
        {
            var prod = await CreateAsync(Prod());

            Assert.Equal(prod, await ImportAsync(prod.Id));
            Assert.Equal("GET teams/web", Requests[^1]);
        }

        [Fact]
        public async Task Tells_what_nobody_can_give_and_the_program_then_sees_a_difference()
        {
            var prod = await CreateAsync(Prod());
            Change(organization => organization.AddTeamStack("web", "website/prod", StackPermission.Creator));

            var found = (await ReadAsync(prod))!;

            Assert.Equal("creator", found.Text("permission"));
            Assert.Equal(new() { ["permission"] = Kind.Update }, KindsOf(await DiffAsync(found, Prod())));
        }

        [Fact]
        public async Task Answers_an_empty_id_when_it_was_taken_away_or_the_team_is_gone()
        {
            var prod = await CreateAsync(Prod());
            Change(organization => organization.RemoveTeamStack("web", "website/prod"));
            Assert.Null(await ReadAsync(prod));

            Change(organization => organization.DeleteTeam("web", DateTimeOffset.UtcNow));
            Assert.Null(await ReadAsync(prod));
        }

        [Fact]
        public async Task Costs_one_request_for_all_permissions_of_a_team()
        {
            Change(organization => Enumerable.Range(0, 50)
                .Aggregate(organization, static (before, number) => before.AddTeamStack("web", $"website/s{number}", StackPermission.Read)));
            var permissions = Enumerable.Range(0, 50).Select(number =>
            {
                var inputs = OnStack($"s{number}", "read").With("organization", Organization);
                return new Existing($"{Organization}/web/website/s{number}", inputs, inputs);
            }).ToList();

            Assert.Equal(permissions, await Task.WhenAll(permissions.Select(permission => ReadAsync(permission))));
            Assert.Equal(["GET teams/web"], Requests);
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : TeamStackPermissionTest(shared)
    {
        [Fact]
        public async Task Takes_one_request()
        {
            var prod = await CreateAsync(Prod());

            Assert.Equal((PropertyValue)"admin", (await UpdateAsync(prod, Prod("admin")))["permission"]);
            Assert.Equal([Patch("editStackPermission", 103)], Requests.Skip(1));
        }

        [Fact]
        public async Task Gives_it_anew_when_somebody_took_it_away()
        {
            var prod = await CreateAsync(Prod());
            Change(organization => organization.RemoveTeamStack("web", "website/prod"));

            await UpdateAsync(prod, Prod("admin"));

            Assert.Equal(StackPermission.Admin, Observed.Teams["web"].Stacks["website/prod"]);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : TeamStackPermissionTest(shared)
    {
        [Fact]
        public async Task Takes_one_request()
        {
            await DeleteAsync(await CreateAsync(Prod()));

            Assert.Equal("""PATCH teams/web {"removeStack":{"projectName":"website","stackName":"prod"}}""", Requests[^1]);
            Assert.Equal(2, Requests.Count);
            Assert.Empty(Observed.Teams["web"].Stacks);
        }

        [Fact]
        public async Task Is_content_when_it_or_the_team_is_gone()
        {
            var prod = await CreateAsync(Prod());
            Change(organization => organization.RemoveTeamStack("web", "website/prod"));
            await DeleteAsync(prod);

            Change(organization => organization.DeleteTeam("web", DateTimeOffset.UtcNow));
            await DeleteAsync(prod);
        }
    }
}
