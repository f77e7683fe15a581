using Pulumi.Orgs;
using PulumiOrgs.Protocol;

namespace LocalSdkTests;

public class OrgsSdkTests
{
    [Fact]
    public async Task Resources_say_the_version_of_the_package_and_start_with_their_defaults()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync(static () =>
        {
            _ = new OrgMember("ada", new OrgMemberArgs { Username = "ada" });
            _ = new Team("platform");
        });

        Assert.Equal("0.1.0", engine.Of("ada").Version);
        Assert.Equal(PropertyMap.Of(("username", "ada"), ("role", "member")), engine.InputsOf("ada"));
        Assert.Equal(PropertyMap.Of(("teamType", "pulumi")), engine.InputsOf("platform"));
    }

    [Fact]
    public async Task The_value_of_a_token_is_secret()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync(static () => _ = new OrgAccessToken("ci"));

        Assert.Equal(["value"], engine.Of("ci").AdditionalSecretOutputs);
    }

    [Fact]
    public async Task The_access_token_of_a_provider_is_secret_however_it_is_given()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync(static () => _ = new Provider("p", new ProviderArgs { AccessToken = "pul-1", Organization = "acme" }));

        Assert.Equal("pulumi:providers:orgs", engine.Of("p").Type);
        Assert.Equal(PropertyMap.Of(("accessToken", new SecretValue("pul-1")), ("organization", "acme")), engine.InputsOf("p"));
    }

    [Fact]
    public void The_package_names_its_plugin()
    {
        using var stream = typeof(OrgMember).Assembly.GetManifestResourceStream("Pulumi.Orgs.pulumi-plugin.json")!;
        using var reader = new StreamReader(stream);

        Assert.Equal("""{ "resource": true, "name": "orgs", "version": "0.1.0" }""", reader.ReadToEnd().Trim());
    }
}
