using Moq;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests;

public sealed class SchemaTests
{
    private static readonly JObject Schema = JObject.Parse(new SchemaWriter(OrgsPackage.Create(
        new OrgsConfiguration(_ => null, _ => throw new InvalidOperationException()), Mock.Of<ICloud>(), Mock.Of<IRemovalPolicy>(),
        TimeProvider.System)).Write());

    [Fact]
    public void Everything_has_a_description()
    {
        var described = Schema.SelectTokens("$.resources.*").Concat(Schema.SelectTokens("$.types.*"))
            .Concat(Schema.SelectTokens("$..properties.*")).Concat(Schema.SelectTokens("$..inputProperties.*"))
            .Concat(Schema.SelectTokens("$..variables.*")).Concat(Schema.SelectTokens("$..enum[*]")).ToList();

        Assert.NotEmpty(described);
        Assert.All(described, part => Assert.False(string.IsNullOrWhiteSpace((string?)part["description"]), part.Path));
    }

    [Fact]
    public void Every_reference_points_at_a_type() => Assert.All(
        Schema.SelectTokens("$..['$ref']"), reference => Assert.NotNull(Schema["types"]![((string)reference!)["#/types/".Length..]]));

    [Fact]
    public void Exactly_the_secrets_are_secret() => Assert.Equal(
        [
            "config.variables.accessToken", "provider.inputProperties.accessToken", "resources.orgs:index:OrgAccessToken.properties.value",
            "resources.orgs:index:OrgWebhook.inputProperties.secret", "resources.orgs:index:OrgWebhook.properties.secret",
            "resources.orgs:index:TeamAccessToken.properties.value",
        ],
        Schema.SelectTokens("$..secret").Where(secret => secret.Type == JTokenType.Boolean && (bool)secret)
            .Select(secret => secret.Parent!.Parent!.Path).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("OrgMember", "organization username")]
    [InlineData("OrgAccessToken", "admin description expires expiresAfter name organization roleId")]
    [InlineData("OrgMembers", "organization")]
    [InlineData("OrgWebhook", "name organization")]
    [InlineData("Team", "githubTeamId name organization teamType")]
    [InlineData("TeamAccessToken", "description expires expiresAfter name organization team")]
    [InlineData("TeamMembership", "organization team username")]
    public void Exactly_what_replaces_says_so(string resource, string properties) => Assert.Equal(
        properties.Split(' '),
        ((JObject)Schema["resources"]![$"orgs:index:{resource}"]!["inputProperties"]!).Properties()
            .Where(property => (bool?)property.Value["willReplaceOnChanges"] == true).Select(property => property.Name).Order(StringComparer.Ordinal));

    // Declarations are read when first used, so this is where a mistake in one has to show.
    [Fact]
    public void Every_resource_and_function_is_in_it()
    {
        var classes = typeof(OrgsPackage).Assembly.GetTypes().Where(type => !type.IsAbstract).ToList();

        Assert.Equal(
            classes.Where(type => type.IsAssignableTo(typeof(Resource))).Select(type => $"orgs:index:{type.Name}").Order(StringComparer.Ordinal),
            ((JObject)Schema["resources"]!).Properties().Select(property => property.Name));
        Assert.Equal(
            classes.Where(type => type.IsAssignableTo(typeof(IFunction))).Select(type => $"orgs:index:g{type.Name[1..]}").Order(StringComparer.Ordinal),
            ((JObject)Schema["functions"]!).Properties().Select(property => property.Name));
    }

    [Fact]
    public void The_package_says_what_generators_need()
    {
        Assert.Equal("orgs", (string?)Schema["name"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", (string?)Schema["version"]);
        Assert.Equal("Orgs", (string?)Schema["language"]!["csharp"]!["namespaces"]!["orgs"]);
    }
}
