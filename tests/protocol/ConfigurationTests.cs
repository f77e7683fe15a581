using Grpc.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class ConfigurationTests(SharedProvider shared, ConfigurationTests.Unconfigured unconfigured) : IClassFixture<ConfigurationTests.Unconfigured>
{
    private const string Urn = "urn:pulumi:dev::acme::pulumi:providers:orgs::default";
    private const string MemberUrn = "urn:pulumi:dev::acme::orgs:index:OrgMember::it";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PropertyMap ApiUrl => PropertyMap.Of(("apiUrl", shared.Cloud.Url.ToString()));

    private PropertyMap Complete => ApiUrl.With("accessToken", new SecretValue(shared.Cloud.AccessToken));

    public static TheoryData<string, string> UnusableUrls => new()
    {
        { "api.pulumi.com", "'api.pulumi.com' is no URL of an API; give one such as 'https://api.pulumi.com'" },
        { "ftp://api.pulumi.com", "'ftp://api.pulumi.com' is no URL of an API; give one such as 'https://api.pulumi.com'" },
        { "", "'' is no URL of an API; give one such as 'https://api.pulumi.com'" },
        { "http://api.example.com", "'http://api.example.com' would send the access token unencrypted to another machine; use https" },
        { "https://me:hush@api.example.com", "has a user or password in it; give the URL alone, and the token as accessToken" },
    };

    [Fact]
    public async Task Checks_keep_the_token_secret_and_the_engines_own_keys()
    {
        var given = PropertyMap.Of(("accessToken", "some-token"), ("organization", "acme"), ("version", "0.1.0"), ("__internal", PropertyMap.Empty));

        Assert.Equal(given.With("accessToken", new SecretValue("some-token")), await CheckedAsync(given));
    }

    [Fact]
    public async Task Checks_let_unknowns_pass()
    {
        var given = PropertyMap.Of(("accessToken", new SecretValue(PropertyValue.Unknown)), ("apiUrl", PropertyValue.Unknown));

        Assert.Equal(given, await CheckedAsync(given));
    }

    [Theory]
    [MemberData(nameof(UnusableUrls))]
    public async Task Checks_refuse_a_url_that_no_token_may_be_sent_to(string url, string reason) =>
        Assert.Equal(("apiUrl", reason), await OnlyFaultAsync(PropertyMap.Of(("apiUrl", url))));

    [Theory]
    [InlineData("http://localhost:1234")]
    [InlineData("http://127.0.0.1:1234/")]
    [InlineData("http://[::1]:1234")]
    [InlineData("https://pulumi.example.com/cloud")]
    public async Task Checks_take_other_clouds(string url) => await CheckedAsync(PropertyMap.Of(("apiUrl", url)));

    [Fact]
    public async Task Checks_refuse_a_key_that_does_not_exist() => Assert.Equal(
        ("acessToken", "does not exist; did you mean 'accessToken'?"), await OnlyFaultAsync(PropertyMap.Of(("acessToken", "some-token"))));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\n")]
    [InlineData("schlüssel")]
    public async Task Checks_refuse_an_access_token_that_can_be_none_without_showing_it(string token) => Assert.Equal(
        ("accessToken", "is no access token: such a one is printable ASCII text without spaces"),
        await OnlyFaultAsync(PropertyMap.Of(("accessToken", token))));

    [Fact]
    public async Task A_change_of_the_configuration_replaces_nothing()
    {
        var diff = await shared.Provider.Calls.DiffConfigAsync(
            new DiffRequest
            {
                Urn = Urn,
                Olds = WireCodec.ToStruct(Complete),
                OldInputs = WireCodec.ToStruct(Complete),
                News = WireCodec.ToStruct(Complete.With("accessToken", new SecretValue(PropertyValue.Unknown)).With("organization", "acme")),
            },
            cancellationToken: Cancellation);

        Assert.Equal((DiffResponse.Types.DiffChanges.DiffSome, 0, true), (diff.Changes, diff.Replaces.Count, diff.HasDetailedDiff));
        Assert.Equal(
            [("accessToken", PropertyDiff.Types.Kind.Update), ("organization", PropertyDiff.Types.Kind.Add)],
            diff.DetailedDiff.Select(change => (change.Key, change.Value.Kind)).Order());
    }

    [Fact]
    public async Task The_same_configuration_is_no_change()
    {
        var same = WireCodec.ToStruct(Complete);

        var diff = await shared.Provider.Calls.DiffConfigAsync(
            new DiffRequest { Urn = Urn, Olds = same, OldInputs = same, News = same }, cancellationToken: Cancellation);

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }

    [Fact]
    public async Task Says_what_it_can_take() => Assert.Equal(
        new ConfigureResponse { AcceptSecrets = true, AcceptResources = true, SupportsPreview = true, SupportsAutonamingConfiguration = true },
        await unconfigured.Provider.Calls.ConfigureAsync(
            new ConfigureRequest { Args = WireCodec.ToStruct(Complete.With("organization", "acme")) }, cancellationToken: Cancellation));

    [Fact]
    public async Task Takes_the_variables_of_an_older_engine()
    {
        var provider = unconfigured.Provider;
        await provider.Calls.ConfigureAsync(
            new ConfigureRequest
            {
                Variables =
                {
                    ["orgs:config:accessToken"] = JsonConvert.ToString(shared.Cloud.AccessToken),
                    ["orgs:config:apiUrl"] = shared.Cloud.Url.ToString(),
                    ["orgs:config:organization"] = "acme",
                },
            },
            cancellationToken: Cancellation);

        Assert.Equal("acme/admin", await ImportAdminAsync(provider));
        Assert.Equal((PropertyValue)"acme", WireCodec.FromStruct((await CheckMemberAsync(provider)).Inputs)["organization"]);
    }

    [Fact]
    public async Task Takes_token_and_cloud_from_the_environment_and_no_backend_that_is_a_folder()
    {
        await using var provider = await StartAsync(
            ("PULUMI_ACCESS_TOKEN", shared.Cloud.AccessToken), ("PULUMI_BACKEND_URL", "file://~"), ("PULUMI_API", shared.Cloud.Url.ToString()));
        await provider.ConfigureAsync(PropertyMap.Empty, Cancellation);

        Assert.Equal("acme/admin", await ImportAdminAsync(provider));
    }

    [Fact]
    public async Task Takes_the_configured_token_before_that_of_the_environment()
    {
        await using var provider = await StartAsync(("PULUMI_ACCESS_TOKEN", "nobodys-token"));
        await provider.ConfigureAsync(Complete, Cancellation);

        Assert.Equal("acme/admin", await ImportAdminAsync(provider));
    }

    [Fact]
    public async Task Names_the_variable_whose_url_cannot_be_used()
    {
        await using var provider = await StartAsync(("PULUMI_ACCESS_TOKEN", "some-token"), ("PULUMI_BACKEND_URL", "http://api.example.com"));

        var failure = await FailureOfConfigureAsync(provider, PropertyMap.Empty);

        Assert.Contains("PULUMI_BACKEND_URL", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("use https", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_variable_whose_token_can_be_none()
    {
        await using var provider = await StartAsync(("PULUMI_ACCESS_TOKEN", "not a-token"));

        var failure = await FailureOfConfigureAsync(provider, ApiUrl);

        Assert.Contains("PULUMI_ACCESS_TOKEN", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("not a-token", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_login_of_the_command_line_for_its_own_cloud_and_no_other()
    {
        var home = Directory.CreateTempSubdirectory("pulumi-home");
        try
        {
            var logins = new JObject { ["accessTokens"] = new JObject { [shared.Cloud.Url.ToString().TrimEnd('/')] = shared.Cloud.AccessToken } };
            await File.WriteAllTextAsync(Path.Combine(home.FullName, "credentials.json"), logins.ToString(), Cancellation);
            await using var provider = await StartAsync(("PULUMI_HOME", home.FullName));
            await provider.ConfigureAsync(ApiUrl, Cancellation);

            Assert.Equal("acme/admin", await ImportAdminAsync(provider));
            Assert.Equal(
                "orgs:accessToken",
                MissingKey(await FailureOfConfigureAsync(provider, PropertyMap.Of(("apiUrl", "https://pulumi.example.com")))).Name);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Says_where_it_looked_for_a_token()
    {
        var provider = unconfigured.Provider;

        var missing = MissingKey(await FailureOfConfigureAsync(provider, PropertyMap.Of(("organization", "acme"))));

        Assert.Equal("orgs:accessToken", missing.Name);
        Assert.All(
            ["https://api.pulumi.com", "accessToken", "PULUMI_ACCESS_TOKEN", "credentials.json", "`pulumi config set --secret orgs:accessToken`", "`pulumi login`"],
            place => Assert.Contains(place, missing.Description, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(UnusableUrls))]
    public async Task Refuses_a_url_that_no_token_may_be_sent_to(string url, string reason)
    {
        var failure = await FailureOfConfigureAsync(shared.Provider, Complete.With("apiUrl", url));

        var error = Assert.Single(failure.GetRpcStatus()!.GetDetail<InputPropertiesError>()!.Errors);
        Assert.Equal(("apiUrl", reason), (error.PropertyPath, error.Reason));
        Assert.DoesNotContain("hush", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_to_give_an_organization_when_nobody_names_one()
    {
        var provider = unconfigured.Provider;
        await provider.ConfigureAsync(Complete, Cancellation);

        var failure = Assert.Single((await CheckMemberAsync(provider)).Failures);

        Assert.Equal("organization", failure.Property);
        Assert.Contains("`pulumi config set orgs:organization <value>`", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Previews_while_its_configuration_is_not_known_and_does_nothing_more()
    {
        var provider = unconfigured.Provider;
        await provider.ConfigureAsync(
            PropertyMap.Of(("accessToken", new SecretValue(PropertyValue.Unknown)), ("organization", PropertyValue.Unknown)), Cancellation);

        var inputs = (await CheckMemberAsync(provider)).Inputs;
        var state = WireCodec.ToStruct(PropertyMap.Of(("organization", "acme"), ("username", "eve"), ("role", "admin")));
        var diff = await provider.Calls.DiffAsync(
            new DiffRequest { Id = "acme/eve", Urn = MemberUrn, Olds = state, OldInputs = state, News = inputs }, cancellationToken: Cancellation);
        var created = await provider.Calls.CreateAsync(
            new CreateRequest { Urn = MemberUrn, Properties = inputs, Preview = true }, cancellationToken: Cancellation);
        var failure = await Assert.ThrowsAsync<RpcException>(() => ImportAdminAsync(provider));

        Assert.Equal(["organization", "role"], diff.Diffs.Order());
        Assert.True(WireCodec.FromStruct(created.Properties)["organization"].IsUnknown);
        Assert.Contains("configuration is not known yet", failure.Status.Detail, StringComparison.Ordinal);
    }

    private static Task<RunningProvider> StartAsync(params IEnumerable<(string Name, string Value)> environment) =>
        RunningProvider.StartAsync(environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)), [], Cancellation);

    private static async Task<CheckResponse> CheckMemberAsync(RunningProvider provider) => await provider.Calls.CheckAsync(
        new CheckRequest { Urn = MemberUrn, News = WireCodec.ToStruct(PropertyMap.Of(("username", "eve"))) }, cancellationToken: Cancellation);

    private static async Task<string> ImportAdminAsync(RunningProvider provider) =>
        (await provider.Calls.ReadAsync(new ReadRequest { Id = "acme/admin", Urn = MemberUrn }, cancellationToken: Cancellation)).Id;

    private static Task<RpcException> FailureOfConfigureAsync(RunningProvider provider, PropertyMap configuration) =>
        Assert.ThrowsAsync<RpcException>(() => provider.ConfigureAsync(configuration, Cancellation));

    private static ConfigureErrorMissingKeys.Types.MissingKey MissingKey(RpcException failure) =>
        Assert.Single(failure.GetRpcStatus()!.GetDetail<ConfigureErrorMissingKeys>()!.MissingKeys);

    private async Task<PropertyMap> CheckedAsync(PropertyMap configuration)
    {
        var response = await CheckAsync(configuration);
        Assert.Empty(response.Failures);
        return WireCodec.FromStruct(response.Inputs);
    }

    private async Task<(string Property, string Reason)> OnlyFaultAsync(PropertyMap configuration)
    {
        var failure = Assert.Single((await CheckAsync(configuration)).Failures);
        return (failure.Property, failure.Reason);
    }

    private async Task<CheckResponse> CheckAsync(PropertyMap configuration) => await shared.Provider.Calls.CheckConfigAsync(
        new CheckRequest { Urn = Urn, News = WireCodec.ToStruct(configuration) }, cancellationToken: Cancellation);

    /// <summary>A provider whose environment says nothing; each test configures it anew.</summary>
    public sealed class Unconfigured : IAsyncLifetime
    {
        public RunningProvider Provider { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Provider = await RunningProvider.StartAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => Provider.DisposeAsync();
    }
}
