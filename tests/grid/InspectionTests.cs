using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>An inspection that finds nothing says something only if it finds what is wrong.</summary>
public sealed class InspectionTests(InspectionTests.FirstUp up) : IClassFixture<InspectionTests.FirstUp>
{
    private static readonly Step Change = Scenario.Permissions.Steps[1];

    private static readonly Dictionary<string, (Func<Organization, Organization> Of, string[] Lacks, string[] Besides)> Changes = new()
    {
        ["a stack permission that is lost"] = (
            static acme => acme.RemoveTeamStack("web", "website/prod"), ["stack web/website/prod (write)"], []),
        ["a stack permission of another kind"] = (
            static acme => acme.EditTeamStack("web", "website/prod", StackPermission.Admin),
            ["stack web/website/prod (write)"],
            ["stack web/website/prod (admin)"]),
        ["a stack permission of another team"] = (
            static acme => acme.AddTeamStack("ops", "website/prod", StackPermission.Write), [], ["stack ops/website/prod (write)"]),
        ["an environment permission that is lost"] = (
            static acme => acme.RemoveTeamEnvironment("ops", "default/staging"), ["environment ops/default/staging (write)"], []),
        ["a limit that is lost"] = (
            static acme => acme.EditTeamEnvironment("web", "aws/login", new EnvironmentGrant { Permission = EnvironmentPermission.Open }),
            ["environment web/aws/login (open, 2h0m0s)"],
            ["environment web/aws/login (open)"]),
        ["a limit that nobody set"] = (
            static acme => acme.EditTeamEnvironment(
                "ops", "default/staging", new EnvironmentGrant { Permission = EnvironmentPermission.Write, MaxOpenDuration = TimeSpan.FromMinutes(1) }),
            ["environment ops/default/staging (write)"],
            ["environment ops/default/staging (write, 1m0s)"]),
        ["a person of many who is missing"] = (
            static acme => acme.RemoveMember("hal"), ["member hal (billing-manager)", "membership web/hal (member)"], []),
        ["a person of many with another role"] = (
            static acme => acme.ChangeRole("bob", OrganizationRole.Admin), ["member bob (member)"], ["member bob (admin)"]),
        ["a custom role that somebody has not"] = (
            static acme => acme.ChangeRole("eve", OrganizationRole.Member), [$"member eve ({Scenario.Auditor})"], ["member eve (member)"]),
        ["a custom role of a team that is lost"] = (
            static acme => acme.RemoveTeamRole("web", Scenario.Operator), [$"role web/{Scenario.Operator}"], []),
        ["another custom role of a team"] = (
            static acme => acme.SetTeamRole("ops", Scenario.Operator), [$"role ops/{Scenario.Auditor}"], [$"role ops/{Scenario.Operator}"]),
        ["somebody of a team's members who is not in it"] = (
            static acme => acme.RemoveTeamMember("web", "bob"), ["membership web/bob (member)"], []),
        ["somebody of a team's admins who is none"] = (
            static acme => acme.ChangeTeamRole("web", "ada", TeamRole.Member), ["membership web/ada (admin)"], ["membership web/ada (member)"]),
        ["a token without its custom role"] = (
            static acme => acme with { Tokens = acme.Tokens.ConvertAll(static token => token with { RoleId = null }) },
            [$"token ci-* (Previews on pull requests, {Scenario.Operator})"],
            ["token ci-* (Previews on pull requests)"]),
    };

    public static TheoryData<string> ChangesByName => [.. Changes.Keys];

    [Fact]
    public void What_is_right_is_found_right() => Assert.Empty(up.FindingsAfter(static acme => acme));

    [Theory]
    [MemberData(nameof(ChangesByName))]
    public void The_three_are_compared_in_every_kind_of_thing(string change)
    {
        var (of, lacks, besides) = Changes[change];

        Assert.Equal(
            [
                .. lacks.Select(static line => $"the server lacks {line}"),
                .. besides.Select(static line => $"the server has besides {line}"),
                .. besides.Select(static line => $"the state lacks {line}"),
                .. lacks.Select(static line => $"the state has besides {line}"),
            ],
            up.FindingsAfter(of));
    }

    [Theory]
    [InlineData("DELETE", "members/hal", null, "member hal")]
    [InlineData("DELETE", "members/gil", null, null)]
    [InlineData("PATCH", "teams/web", """{"memberAction":"remove","member":"ada"}""", "membership web/ada")]
    [InlineData("PATCH", "teams/web", """{"memberAction":"demote","member":"ada"}""", null)]
    [InlineData("PATCH", "teams/web", """{"removeStack":{"projectName":"website","stackName":"prod"}}""", "stack web/website/prod")]
    [InlineData("PATCH", "teams/web", """{"removeStack":{"projectName":"website","stackName":"dev"}}""", null)]
    [InlineData("PATCH", "teams/web", """{"removeEnvironment":{"projectName":"aws","envName":"login"}}""", "environment web/aws/login")]
    [InlineData("DELETE", $"teams/ops/roles/{Scenario.Auditor}", null, null)]
    [InlineData("DELETE", "teams/ops", null, "team ops")]
    public void What_stays_is_not_to_be_removed_on_the_way(string method, string path, string? body, string? removed) => Assert.Equal(
        removed is null ? [] : [$"{removed} was removed on the way, and stays"],
        Inspection.OfWay(Change, [Done(method, path, body)]));

    [Theory]
    [InlineData("teams/pulumi", """{"name":"web"}""", "POST /api/orgs/acme/teams/pulumi web was done 2 times")]
    [InlineData($"teams/web/roles/{Scenario.Auditor}", null, null)]
    public void What_is_not_harmless_twice_is_to_be_done_once(string path, string? body, string? finding) => Assert.Equal(
        finding is null ? [] : [finding],
        Inspection.OfWay(Change, [Done("POST", path, body), Done("POST", path, body)]));

    private static LoggedRequest Done(string method, string path, string? body) => new()
    {
        Index = 0,
        Method = method,
        Path = $"/api/orgs/{Scenario.Organization}/{path}",
        Query = "",
        Accept = "",
        Body = body is null ? null : JToken.Parse(body),
        Outcome = 204,
        At = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The organization as the first up of the scenario leaves it.</summary>
    public sealed class FirstUp : IAsyncLifetime
    {
        private static readonly Step Step = Scenario.Permissions.Steps[0];

        private GridStack _stack = null!;

        public async ValueTask InitializeAsync()
        {
            var cancellation = TestContext.Current.CancellationToken;
            _stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, cancellation);
            var ran = await _stack.RunAsync(Step.Command, Step.Program, cancellation);
            Assert.True(ran.Succeeded, ran.Screen);
        }

        public ValueTask DisposeAsync() => _stack.DisposeAsync();

        internal IReadOnlyList<string> FindingsAfter(Func<Organization, Organization> change)
        {
            var before = _stack.Cloud.State.Data;
            _stack.Cloud.State.Change(Scenario.Organization, change);
            List<string> findings = [.. Inspection.OfPlace(_stack, Step.Program)];
            _stack.Cloud.State.Change(_ => before);
            return findings;
        }
    }
}
