using Grpc.Core;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class SchemaTests(SharedProvider shared) : IAsyncLifetime
{
    private JObject _schema = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _schema = JObject.Parse((await shared.Provider.Calls.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: Cancellation)).Schema);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Comes_in_one_version_only()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await shared.Provider.Calls.GetSchemaAsync(new GetSchemaRequest { Version = 1 }, cancellationToken: Cancellation));

        Assert.Equal((StatusCode.InvalidArgument, "the schema has version 0 only, not 1"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Has_the_plugins_name_and_version()
    {
        var plugin = await shared.Provider.Calls.GetPluginInfoAsync(new(), cancellationToken: Cancellation);

        Assert.Equal(("orgs", plugin.Version), ((string?)_schema["name"], (string?)_schema["version"]));
    }

    private static readonly string[] Configuration =
        ["accessToken string secret", "apiUrl string replaces", "organization string", "maxRemovals number", "allowMassRemoval boolean"];

    [Fact]
    public void Has_the_configuration() => Assert.Equal(
        Configuration, Lines(_schema["config"]!["variables"]!, []));

    [Fact]
    public void Keeps_the_access_token_out_of_what_a_program_reads_of_the_provider()
    {
        Assert.Equal(Configuration, Lines(_schema["provider"]!["inputProperties"]!, []));
        Assert.Equal(["apiUrl string", "organization string"], Lines(_schema["provider"]!["properties"]!, []));
    }

    [Fact]
    public void Has_the_resources() => Assert.Equal(
        [
            "orgs:index:OrgAccessToken", "orgs:index:OrgMember", "orgs:index:OrgMembers", "orgs:index:OrgWebhook", "orgs:index:Team",
            "orgs:index:TeamAccessToken",
            "orgs:index:TeamEnvironmentPermission", "orgs:index:TeamMembership", "orgs:index:TeamStackPermission",
        ],
        _schema["resources"]!.Children<JProperty>().Select(resource => resource.Name));

    [Theory]
    [InlineData("getCurrentUser", "", "username string required, name string required, email string required, organizations array<string> required")]
    [InlineData("getOrgAccessTokens", "organization string, showExpired boolean =False, expiringWithin string", "tokens array<AccessTokenInfo> required")]
    [InlineData(
        "getOrgMember",
        "organization string, username string required",
        "username string required, role string required, roleId string, name string required, email string, avatarUrl string required, " +
        "knownToPulumi boolean required, virtualAdmin boolean required")]
    [InlineData("getOrgMembers", "organization string, role OrgRole", "members array<OrgMemberInfo> required")]
    [InlineData("getOrgRoles", "organization string", "roles array<OrgRoleInfo> required")]
    [InlineData(
        "getTeam",
        "organization string, name string required",
        "name string required, displayName string required, description string required, kind string required, " +
        "members array<TeamMemberInfo> required, stacks array<TeamStackInfo> required, environments array<TeamEnvironmentInfo> required, roleId string")]
    [InlineData(
        "getTeamAccessTokens", "organization string, showExpired boolean =False, expiringWithin string, team string required",
        "tokens array<AccessTokenInfo> required")]
    [InlineData("getTeams", "organization string", "teams array<TeamInfo> required")]
    public void Tells_the_truth_about_each_function(string name, string inputs, string outputs)
    {
        var function = _schema["functions"]![$"orgs:index:{name}"]!;

        Assert.Equal(inputs, string.Join(", ", Lines(function["inputs"]!["properties"]!, function["inputs"]!["required"]!)));
        Assert.Equal(outputs, string.Join(", ", Lines(function["outputs"]!["properties"]!, function["outputs"]!["required"]!)));
    }

    [Fact]
    public void Has_the_functions() => Assert.Equal(8, _schema["functions"]!.Count());

    [Fact]
    public void Has_the_enumerations() => Assert.Equal(
        [
            "orgs:index:EnvironmentPermission Read=read Open=open Write=write Admin=admin",
            "orgs:index:OrgRole Member=member Admin=admin BillingManager=billing-manager",
            "orgs:index:StackPermission Read=read Write=write Admin=admin", "orgs:index:TeamRole Member=member Admin=admin",
            "orgs:index:TeamType Pulumi=pulumi Github=github", "orgs:index:WebhookFormat Raw=raw Slack=slack MsTeams=ms_teams",
        ],
        _schema["types"]!.Children<JProperty>()
            .Where(type => type.Value["enum"] is not null)
            .Select(type => $"{type.Name} {string.Join(' ', type.Value["enum"]!.Select(value => $"{value["name"]}={value["value"]}"))}")
            .Order());

    [Theory]
    [InlineData(
        "OrgMember",
        new[] { "organization string replaces", "username string required replaces", "role OrgRole =member", "roleId string", "adopt boolean" },
        new[]
        {
            "organization string required", "username string required", "role string required", "roleId string", "name string required", "email string",
            "avatarUrl string required", "knownToPulumi boolean required", "virtualAdmin boolean required",
        })]
    [InlineData(
        "OrgMembers",
        new[]
        {
            "organization string replaces", "admins array<string>", "members array<string>", "billingManagers array<string>", "exclusive boolean =False",
            "adopt boolean",
        },
        new[]
        {
            "organization string required", "admins array<string> required", "members array<string> required", "billingManagers array<string> required",
            "exclusive boolean required",
        })]
    [InlineData(
        "OrgAccessToken",
        new[]
        {
            "organization string replaces", "name string replaces", "description string replaces", "expires number replaces =0",
            "expiresAfter string replaces", "rotateBefore string", "admin boolean replaces =False", "roleId string replaces",
        },
        new[]
        {
            "organization string required", "name string required", "description string required", "expires number required",
            "expiresAfter string", "admin boolean required", "roleId string", "tokenId string required", "value string secret", "created string required",
            "lastUsed number required", "createdBy string required",
        })]
    [InlineData(
        "TeamAccessToken",
        new[]
        {
            "organization string replaces", "name string replaces", "description string replaces", "expires number replaces =0",
            "expiresAfter string replaces", "rotateBefore string", "team string required replaces",
        },
        new[]
        {
            "organization string required", "name string required", "description string required", "expires number required",
            "expiresAfter string", "team string required", "tokenId string required", "value string secret", "created string required",
            "lastUsed number required", "createdBy string required",
        })]
    [InlineData(
        "OrgWebhook",
        new[]
        {
            "organization string replaces", "name string replaces", "displayName string required", "payloadUrl string required",
            "active boolean =True", "format WebhookFormat =raw", "filters array<string>", "groups array<string>", "secret string secret",
        },
        new[]
        {
            "organization string required", "name string required", "displayName string required", "payloadUrl string required",
            "active boolean required", "format string required", "filters array<string> required", "groups array<string> required",
            "secret string secret", "hasSecret boolean required",
        })]
    [InlineData(
        "Team",
        new[]
        {
            "organization string replaces", "teamType TeamType replaces =pulumi", "name string replaces", "displayName string", "description string",
            "githubTeamId number replaces", "members array<string>", "admins array<string>", "roleId string", "keepCreator boolean",
        },
        new[]
        {
            "organization string required", "teamType string required", "name string required", "displayName string required",
            "description string required", "githubTeamId number", "members array<string>", "admins array<string>", "roleId string", "kind string required",
            "creator string",
        })]
    [InlineData(
        "TeamEnvironmentPermission",
        new[]
        {
            "organization string replaces", "team string required replaces", "project string replaces =default", "environment string required replaces",
            "permission EnvironmentPermission required", "maxOpenDuration string",
        },
        new[]
        {
            "organization string required", "team string required", "project string required", "environment string required",
            "permission string required", "maxOpenDuration string",
        })]
    [InlineData(
        "TeamMembership",
        new[] { "organization string replaces", "team string required replaces", "username string required replaces", "role TeamRole =member" },
        new[] { "organization string required", "team string required", "username string required", "role string required" })]
    [InlineData(
        "TeamStackPermission",
        new[]
        {
            "organization string replaces", "team string required replaces", "project string required replaces", "stack string required replaces",
            "permission StackPermission required",
        },
        new[]
        {
            "organization string required", "team string required", "project string required", "stack string required", "permission string required",
        })]
    public void Tells_the_truth_about_each_property(string name, string[] inputs, string[] outputs)
    {
        var resource = _schema["resources"]![$"orgs:index:{name}"]!;

        Assert.Equal(inputs, Lines(resource["inputProperties"]!, resource["requiredInputs"]!));
        Assert.Equal(outputs, Lines(resource["properties"]!, resource["required"]!));
    }

    [Fact]
    public void Describes_everything()
    {
        var described = _schema.Descendants().OfType<JObject>()
            .Where(node => node["type"] is JValue || node["value"] is JValue || node["inputProperties"] is not null || node["inputs"] is JObject)
            .Where(node => node.Parent is not JProperty { Name: "items" or "inputs" or "outputs" or "listInputs" })
            .ToList();

        Assert.True(described.Count > 50);
        Assert.All(described, node => Assert.False(string.IsNullOrWhiteSpace((string?)node["description"]), node.Path));
    }

    // Each property as a line: name type, then whether it is required, secret, replaces; then its default.
    private static IEnumerable<string> Lines(JToken properties, JToken required) => properties.Children<JProperty>().Select(property => string.Join(
        ' ',
        new[]
        {
            property.Name,
            TypeOf(property.Value),
            required.Values<string>().Contains(property.Name) ? "required" : "",
            (bool?)property.Value["secret"] == true ? "secret" : "",
            (bool?)property.Value["willReplaceOnChanges"] == true ? "replaces" : "",
            property.Value["default"] is { } value ? $"={value}" : "",
        }.Where(part => part.Length > 0)));

    private static IEnumerable<string> Lines(JToken properties, string[] required) => Lines(properties, new JArray(required));

    private static string TypeOf(JToken property) => (string?)property["$ref"] is { } reference ? reference.Split(':')[^1]
        : property["items"] is { } items ? $"array<{TypeOf(items)}>"
        : (string)property["type"]!;
}
