using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
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

    [Theory]
    [InlineData("acessToken", "accessToken")]
    [InlineData("acecssToken", "accessToken")]
    [InlineData("access_token", "accessToken")]
    [InlineData("access-tokens", "accessToken")]
    [InlineData("AccessToken", "accessToken")]
    [InlineData("apiURL", "apiUrl")]
    [InlineData("api-url", "apiUrl")]
    [InlineData("apiUlr", "apiUrl")]
    [InlineData("organisation", "organization")]
    [InlineData("orgnaisation", "organization")]
    [InlineData("organizations", "organization")]
    public async Task Checks_refuse_a_key_that_is_mistyped(string key, string meant) => Assert.Equal(
        (key, $"does not exist; did you mean '{meant}'?"), await OnlyFaultAsync(PropertyMap.Of((key, "some-value"))));

    [Theory]
    [InlineData("rosterFile")]
    [InlineData("roster")]
    [InlineData("apiKey")]
    [InlineData("accessTokenTtl")]
    [InlineData("accessTokenId")]
    [InlineData("organizationName")]
    [InlineData("org")]
    [InlineData("o")]
    [InlineData("-")]
    public async Task Checks_leave_a_key_of_the_programs_own_alone(string key) => Assert.Equal(
        Complete, await CheckedAsync(Complete.With(key, new SecretValue("some-value"))));

    [Fact]
    public async Task Checks_warn_once_of_the_keys_that_are_not_the_providers()
    {
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([], [engine.Address], Cancellation);
        var configuration = WireCodec.ToStruct(Complete.With("rosterFile", "roster.yaml").With("pool", new SecretValue("hush")));

        await provider.Calls.CheckConfigAsync(new CheckRequest { Urn = Urn, News = configuration }, cancellationToken: Cancellation);
        await provider.Calls.ConfigureAsync(new ConfigureRequest { Args = configuration }, cancellationToken: Cancellation);
        await provider.Calls.CheckConfigAsync(
            new CheckRequest { Urn = Urn, News = WireCodec.ToStruct(PropertyMap.Of(("roster", true))) }, cancellationToken: Cancellation);

        var warning = await engine.NextAsync(Cancellation);
        Assert.Equal((LogSeverity.Warning, Urn), (warning.Severity, warning.Urn));
        Assert.StartsWith(
            "the provider has no setting 'pool', 'rosterFile': left to the program; it has 'accessToken', 'apiUrl', 'organization'",
            warning.Message,
            StringComparison.Ordinal);
        Assert.Contains("'roster'", (await engine.NextAsync(Cancellation)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\n")]
    [InlineData("schlüssel")]
    public async Task Checks_refuse_an_access_token_that_can_be_none_without_showing_it(string token) => Assert.Equal(
        ("accessToken", "is no access token: such a one is printable ASCII text without spaces"),
        await OnlyFaultAsync(PropertyMap.Of(("accessToken", token))));

    [Fact]
    public async Task A_change_of_token_or_organization_replaces_nothing()
    {
        var diff = await DiffAsync(
            shared.Provider, Complete, Complete.With("accessToken", new SecretValue(PropertyValue.Unknown)).With("organization", "acme"));

        Assert.Equal((DiffResponse.Types.DiffChanges.DiffSome, 0, true), (diff.Changes, diff.Replaces.Count, diff.HasDetailedDiff));
        Assert.Equal(
            [("accessToken", PropertyDiff.Types.Kind.Update), ("organization", PropertyDiff.Types.Kind.Add)],
            diff.DetailedDiff.Select(change => (change.Key, change.Value.Kind)).Order());
    }

    [Theory]
    [InlineData("https://api.pulumi.com", "https://pulumi.example.com", PropertyDiff.Types.Kind.UpdateReplace)]
    [InlineData("https://pulumi.example.com", "https://pulumi.example.com/cloud", PropertyDiff.Types.Kind.UpdateReplace)]
    [InlineData("https://pulumi.example.com/cloud", "https://pulumi.example.com/Cloud", PropertyDiff.Types.Kind.UpdateReplace)]
    [InlineData("http://localhost:8080", "http://localhost:8081", PropertyDiff.Types.Kind.UpdateReplace)]
    [InlineData("http://localhost:8080", "https://localhost:8080", PropertyDiff.Types.Kind.UpdateReplace)]
    [InlineData(null, "https://pulumi.example.com", PropertyDiff.Types.Kind.AddReplace)]
    [InlineData("https://pulumi.example.com", null, PropertyDiff.Types.Kind.DeleteReplace)]
    [InlineData("https://pulumi.example.com", Signatures.Unknown, PropertyDiff.Types.Kind.UpdateReplace)]
    public async Task Another_cloud_replaces(string? old, string? wanted, PropertyDiff.Types.Kind kind)
    {
        var diff = await DiffAsync(unconfigured.Provider, PropertyMap.Of(("apiUrl", old)), PropertyMap.Of(("apiUrl", Known(wanted))));

        Assert.Equal(["apiUrl"], diff.Replaces);
        Assert.Equal(("apiUrl", kind), diff.DetailedDiff.Select(static change => (change.Key, change.Value.Kind)).Single());
        Assert.False(diff.DeleteBeforeReplace);
    }

    [Theory]
    [InlineData("https://pulumi.example.com", "https://pulumi.example.com/")]
    [InlineData("https://pulumi.example.com/cloud/", "https://pulumi.example.com/cloud")]
    [InlineData("https://pulumi.example.com", "HTTPS://Pulumi.Example.COM")]
    [InlineData("https://pulumi.example.com:443", "https://pulumi.example.com")]
    [InlineData("https://pulumi.example.com", "https://pulumi.example.com/?from=console")]
    [InlineData(null, "https://api.pulumi.com")]
    [InlineData("https://api.pulumi.com/", null)]
    public async Task The_same_cloud_in_other_words_is_no_change(string? old, string? wanted)
    {
        var diff = await DiffAsync(unconfigured.Provider, PropertyMap.Of(("apiUrl", old)), PropertyMap.Of(("apiUrl", wanted)));

        Assert.Equal((DiffResponse.Types.DiffChanges.DiffNone, 0, 0), (diff.Changes, diff.Replaces.Count, diff.DetailedDiff.Count));
    }

    [Fact]
    public async Task The_cloud_of_the_environment_is_the_same_when_it_is_named()
    {
        await using var provider = await StartAsync(("PULUMI_BACKEND_URL", "https://pulumi.example.com/"));

        var same = await DiffAsync(provider, PropertyMap.Empty, PropertyMap.Of(("apiUrl", "https://pulumi.example.com")));
        var other = await DiffAsync(provider, PropertyMap.Empty, PropertyMap.Of(("apiUrl", "https://api.pulumi.com")));

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, same.Changes);
        Assert.Equal(["apiUrl"], other.Replaces);
    }

    [Fact]
    public async Task A_cloud_that_the_environment_names_wrongly_is_another()
    {
        await using var provider = await StartAsync(("PULUMI_BACKEND_URL", "http://api.example.com"));

        Assert.Equal(
            ["apiUrl"], (await DiffAsync(provider, PropertyMap.Empty, PropertyMap.Of(("apiUrl", "https://pulumi.example.com")))).Replaces);
    }

    [Fact]
    public async Task The_same_configuration_is_no_change()
    {
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await DiffAsync(shared.Provider, Complete, Complete)).Changes);
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
            ["https://api.pulumi.com", "accessToken", "PULUMI_ACCESS_TOKEN", "credentials.json", "`pulumi config set --secret orgs:accessToken`",
                "`pulumi login`"],
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

    [Fact(Timeout = 60_000)]
    public async Task A_second_configuration_leaves_the_calls_of_the_first_to_their_end()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), TestContext.Current.CancellationToken);
        var held = new HeldClock();
        await using var slowCloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions { Clock = held, AccessToken = cloud.AccessToken }, TestContext.Current.CancellationToken);
        slowCloud.Faults.Add(new FaultRule { Action = new FaultAction.Delay(TimeSpan.FromSeconds(1)) });
        var provider = unconfigured.Provider;
        await provider.ConfigureAsync(Complete.With("apiUrl", slowCloud.Url.ToString()).With("accessToken", new SecretValue(cloud.AccessToken)), Cancellation);
        var read = ImportAdminAsync(provider);
        await held.WaiterAsync(Cancellation);

        await provider.ConfigureAsync(Complete, Cancellation);
        Assert.Equal("acme/admin", await ImportAdminAsync(provider));
        held.LetGo();

        Assert.Equal("acme/admin", await read);
    }

    [Fact]
    public async Task A_configuration_after_a_cancel_begins_anew()
    {
        await using var provider = await StartAsync();
        await provider.ConfigureAsync(Complete, Cancellation);
        await provider.Calls.CancelAsync(new Empty(), cancellationToken: Cancellation);

        var read = await Assert.ThrowsAsync<RpcException>(() => ImportAdminAsync(provider));
        var check = await Assert.ThrowsAsync<RpcException>(() => CheckMemberAsync(provider));
        var handshake = await provider.Calls.HandshakeAsync(new ProviderHandshakeRequest(), cancellationToken: Cancellation);
        var checkedConfiguration = await provider.Calls.CheckConfigAsync(
            new CheckRequest { Urn = Urn, News = WireCodec.ToStruct(Complete) }, cancellationToken: Cancellation);
        await provider.ConfigureAsync(Complete, Cancellation);

        Assert.Equal((StatusCode.Cancelled, StatusCode.Cancelled), (read.StatusCode, check.StatusCode));
        Assert.True(handshake.AcceptSecrets);
        Assert.Empty(checkedConfiguration.Failures);
        Assert.Equal("acme/admin", await ImportAdminAsync(provider));
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

    private static PropertyValue? Known(string? text) => text == Signatures.Unknown ? PropertyValue.Unknown : text;

    private static async Task<DiffResponse> DiffAsync(RunningProvider provider, PropertyMap old, PropertyMap wanted) => await provider.Calls.DiffConfigAsync(
        new DiffRequest
        {
            Urn = Urn,
            Olds = WireCodec.ToStruct(old),
            OldInputs = WireCodec.ToStruct(old),
            News = WireCodec.ToStruct(wanted),
        },
        cancellationToken: Cancellation);

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

    /// <summary>A clock on which time passes only when it is let go, and which tells that somebody waits.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly Channel<ITimer> _waiters = Channel.CreateUnbounded<ITimer>();
        private ITimer? _waiter;

        public async Task WaiterAsync(CancellationToken cancellationToken) => _waiter = await _waiters.Reader.ReadAsync(cancellationToken);

        public void LetGo() => _waiter!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _waiters.Writer.TryWrite(timer);
            return timer;
        }
    }
}
