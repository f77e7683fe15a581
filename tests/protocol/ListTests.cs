using Grpc.Core;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class ListTests : ResourceTest
{
    public ListTests(SharedProvider shared)
        : base(shared, "OrgMember") => Change(organization => organization
            .WithTeam(new Team { Name = "web" })
            .WithTeam(new Team { Name = "ops" })
            .AddTeamMember("web", "ada")
            .AddTeamMember("ops", "bob")
            .AddTeamStack("web", "website/prod", StackPermission.Write)
            .AddTeamStack("ops", "website/prod", StackPermission.Admin)
            .AddTeamEnvironment("web", "default/keys", new EnvironmentGrant { Permission = EnvironmentPermission.Open })
            .AddTeamEnvironment("web", "aws/keys", new EnvironmentGrant { Permission = EnvironmentPermission.Read })
            .AddToken(new AccessToken { Id = "1", Name = "ci", ValueHash = "", CreatedBy = "admin" }, DateTimeOffset.UtcNow));

    [Fact]
    public async Task Lists_all_people_of_an_organization_as_one() => Assert.Equal([Organization], IdsOf(await ListAsync("OrgMembers")));

    [Theory]
    [InlineData("OrgMember", "ada", "admin", "bob")]
    [InlineData("OrgAccessToken", "1")]
    [InlineData("Team", "ops", "web")]
    [InlineData("TeamMembership", "ops/bob", "web/ada")]
    [InlineData("TeamStackPermission", "ops/website/prod", "web/website/prod")]
    [InlineData("TeamEnvironmentPermission", "web/aws/keys", "web/default/keys")]
    public async Task Lists_the_ids_that_an_import_takes(string type, params string[] ids) =>
        Assert.Equal(ids.Select(id => $"{Organization}/{id}"), IdsOf(await ListAsync(type)));

    [Fact]
    public async Task Lists_the_members_of_one_team() =>
        Assert.Equal([$"{Organization}/web/ada"], IdsOf(await ListAsync("TeamMembership", query: ("team", "web"))));

    [Theory]
    [InlineData("TeamStackPermission", "team", "ops", "ops/website/prod")]
    [InlineData("TeamEnvironmentPermission", "project", "AWS", "web/aws/keys")]
    public async Task Lists_what_a_team_may_do_and_what_may_be_done_in_a_project(string type, string property, string value, string id) =>
        Assert.Equal([$"{Organization}/{id}"], IdsOf(await ListAsync(type, query: (property, value))));

    [Fact]
    public async Task Goes_from_page_to_page()
    {
        var first = await ListAsync("OrgMember", new ListRequest { PageSize = 2 });
        var second = await ListAsync("OrgMember", new ListRequest { PageSize = 2, ContinuationToken = first[^1].Continuation.ContinuationToken });

        Assert.Equal([$"{Organization}/ada", $"{Organization}/admin"], IdsOf(first));
        Assert.Equal([$"{Organization}/bob"], IdsOf(second));
        Assert.Equal(ListResponse.ResponseOneofCase.Result, second[^1].ResponseCase);
    }

    [Fact]
    public async Task Ends_at_the_limit() => Assert.Equal([$"{Organization}/ada"], IdsOf(await ListAsync("OrgMember", new ListRequest { Limit = 1 })));

    [Fact]
    public async Task Cannot_tell_while_the_organization_is_not_known()
    {
        var only = Assert.Single(await ListAsync("OrgMember", query: ("organization", PropertyValue.Unknown)));

        Assert.Equal(ListResponse.ResponseOneofCase.Computed, only.ResponseCase);
        Assert.Empty(Requests);
    }

    [Fact]
    public async Task Refuses_a_query_that_makes_no_sense()
    {
        var failure = await FailureOfAsync(() => ListAsync("OrgMember", query: ("colour", "red")));

        Assert.Equal("colour", Assert.Single(DetailOf<InputPropertiesError>(failure).Errors).PropertyPath);
    }

    private static IEnumerable<string> IdsOf(IEnumerable<ListResponse> answers) =>
        answers.Where(answer => answer.ResponseCase == ListResponse.ResponseOneofCase.Result).Select(answer => answer.Result.Id);

    private async Task<List<ListResponse>> ListAsync(string type, ListRequest? request = null, (string Name, PropertyValue? Value)? query = null)
    {
        request ??= new ListRequest();
        request.Token = $"orgs:index:{type}";
        var asked = Map(("organization", Organization));
        request.Query = WireCodec.ToStruct(query is { Value: { } value } ? asked.With(query.Value.Name, value) : asked);
        using var listing = Calls.List(request, cancellationToken: Cancellation);
        var answers = new List<ListResponse>();
        await foreach (var answer in listing.ResponseStream.ReadAllAsync(Cancellation))
        {
            answers.Add(answer);
        }

        return answers;
    }
}
