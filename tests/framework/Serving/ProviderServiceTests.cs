using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Framework.Tests.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;
using static Pulumirpc.DiffResponse.Types;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What an engine gets before it comes to resources.</summary>
public static class ProviderServiceTests
{
    private const string Address = "127.0.0.1:4711";

    public sealed class TheHandshakeMethod : ServiceTest
    {
        [Fact]
        public async Task Says_what_the_provider_takes()
        {
            var answer = await Service.Handshake(new ProviderHandshakeRequest(), Call);

            Assert.Equal(
                new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true, SupportsAutonamingConfiguration = true }, answer);
        }

        [Theory]
        [InlineData("", null)]
        [InlineData(Address, Address)]
        public async Task Takes_the_address_of_the_engine_where_there_is_one(string given, string? taken)
        {
            await Service.Handshake(new ProviderHandshakeRequest { EngineAddress = given }, Call);

            Assert.Equal(taken, EngineAddress);
        }
    }

    public sealed class TheAttachMethod : ServiceTest
    {
        [Fact]
        public async Task Takes_the_address_of_the_engine()
        {
            await Service.Attach(new PluginAttach { Address = Address }, Call);

            Assert.Equal(Address, EngineAddress);
        }

        [Fact]
        public async Task Refuses_what_is_no_address() => Assert.Equal(
            (StatusCode.InvalidArgument, "'nowhere' is not an engine's address of the form host:port"),
            await FailureOfAsync(() => Service.Attach(new PluginAttach { Address = "nowhere" }, Call)));
    }

    public sealed class TheGetPluginInfoMethod : ServiceTest
    {
        [Fact]
        public async Task Tells_the_version() => Assert.Equal("1.2.3", (await Service.GetPluginInfo(new Empty(), Call)).Version);
    }

    public sealed class TheGetSchemaMethod : ServiceTest
    {
        private const string Box = "boxes:index/box:Box";

        [Fact]
        public async Task Says_maps_numbers_and_tokens_as_sdks_understand_them()
        {
            using var log = new EngineLog();
            using var neighbours = new Neighbours("boxes");
            var boxes = new ProviderService(Running.Box.Package(new Box()), log, neighbours);

            var schema = JObject.Parse((await boxes.GetSchema(new GetSchemaRequest(), Call)).Schema);

            var inputs = schema["resources"]![Box]!["inputProperties"]!;
            Assert.Equal("(.*)(?:/[^/]*)", (string?)schema["meta"]!["moduleFormat"]);
            Assert.Equal(("object", "string"), ((string?)inputs["labels"]!["type"], (string?)inputs["labels"]!["additionalProperties"]!["type"]));
            Assert.Equal(("integer", 1), ((string?)inputs["size"]!["type"], (int?)inputs["size"]!["default"]));
            Assert.Null(schema["resources"]![Box]!["properties"]!["id"]);
        }

        [Fact]
        public async Task Refuses_a_version_that_there_is_not() => Assert.Equal(
            (StatusCode.InvalidArgument, "the schema has version 0 only, not 1"),
            await FailureOfAsync(() => Service.GetSchema(new GetSchemaRequest { Version = 1 }, Call)));

        [Fact]
        public async Task Refuses_a_subpackage() => Assert.Equal(
            (StatusCode.InvalidArgument, "the package has no subpackage 'chairs'"),
            await FailureOfAsync(() => Service.GetSchema(new GetSchemaRequest { SubpackageName = "chairs" }, Call)));
    }

    public sealed class TheCheckConfigMethod : ServiceTest
    {
        [Fact]
        public async Task Answers_with_the_settings()
        {
            var settings = Wire(PropertyMap.Of(("floor", "1")));

            var answer = await Service.CheckConfig(new CheckRequest { News = settings }, Call);

            Assert.Equal(new CheckResponse { Inputs = settings }, answer);
        }

        [Fact]
        public async Task Says_of_each_setting_what_is_wrong_with_it()
        {
            var failure = Assert.Single((await Service.CheckConfig(new CheckRequest { News = Wire(PropertyMap.Of(("floor", 1))) }, Call)).Failures);

            Assert.Equal(("floor", "is a number; give a string"), (failure.Property, failure.Reason));
        }

        [Fact]
        public async Task Says_it_of_the_setting_when_no_engine_would_have_written_it_so()
        {
            var answer = await Service.CheckConfig(new CheckRequest { News = new Struct { Fields = { ["floor"] = IllFormed() } } }, Call);

            var failure = Assert.Single(answer.Failures);
            Assert.Equal(("floor", "is a secret that lacks its field 'value'"), (failure.Property, failure.Reason));
        }

        [Fact]
        public async Task Warns_in_the_log_of_the_engine()
        {
            await using var engine = await AttachAsync();

            var answer = await Service.CheckConfig(new CheckRequest { Urn = "urn:provider", News = Wire(PropertyMap.Of(("colours", "red"))) }, Call);

            Assert.Empty(answer.Failures);
            var line = await engine.NextAsync();
            Assert.Equal((LogSeverity.Warning, "urn:provider"), (line.Severity, line.Urn));
            Assert.StartsWith("the provider has no setting 'colours'", line.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheDiffConfigMethod : ServiceTest
    {
        [Fact]
        public async Task Finds_none_where_all_is_the_same()
        {
            var answer = await DiffAsync(PropertyMap.Of(("house", "a")), PropertyMap.Of(("house", "a")));

            Assert.Equal(new DiffResponse { Changes = DiffChanges.DiffNone, HasDetailedDiff = true }, answer);
        }

        [Fact]
        public async Task Says_whether_what_the_provider_made_is_somewhere_else_from_then_on()
        {
            var answer = await DiffAsync(PropertyMap.Of(("house", "a"), ("floor", "1")), PropertyMap.Of(("house", "b"), ("floor", "2")));

            Assert.Equal((DiffChanges.DiffSome, false), (answer.Changes, answer.DeleteBeforeReplace));
            Assert.Equal(["floor", "house"], answer.Diffs.Order());
            Assert.Equal(["house"], answer.Replaces);
        }

        private Task<DiffResponse> DiffAsync(PropertyMap old, PropertyMap wanted) =>
            Service.DiffConfig(new DiffRequest { Olds = Wire(old), News = Wire(wanted) }, Call);
    }

    public sealed class TheConfigureMethod : ServiceTest
    {
        [Fact]
        public async Task Says_what_the_provider_takes()
        {
            var answer = await Service.Configure(new ConfigureRequest { Args = new Struct() }, Call);

            Assert.Equal(
                new ConfigureResponse { AcceptSecrets = true, AcceptResources = true, SupportsPreview = true, SupportsAutonamingConfiguration = true },
                answer);
        }

        [Fact]
        public async Task Takes_arguments_and_not_what_is_said_in_the_old_way_besides()
        {
            await Service.Configure(
                new ConfigureRequest { Args = Wire(PropertyMap.Of(("floor", "1"))), Variables = { ["office:config:floor"] = "2" } }, Call);

            Assert.Equal(PropertyMap.Of(("floor", "1")), Settings.Current);
        }

        [Theory]
        [InlineData("first", "first")]
        [InlineData("\"first\"", "first")]
        [InlineData("\"a \\\"b\\\"\"", "a \"b\"")]
        [InlineData("\"first", "\"first")]
        [InlineData("\"a\" b", "\"a\" b")]
        [InlineData("\"2026-01-02T03:04:05Z\"", "2026-01-02T03:04:05Z")]
        [InlineData("1", "1")]
        [InlineData("", "")]
        public async Task Takes_variables_of_engines_of_old_be_they_text_or_json(string variable, string house)
        {
            await Service.Configure(new ConfigureRequest { Variables = { ["office:config:house"] = variable } }, Call);

            Assert.Equal(PropertyMap.Of(("house", house)), Settings.Current);
        }

        [Fact]
        public async Task Takes_a_variable_that_is_not_known_yet_for_that()
        {
            await Service.Configure(new ConfigureRequest { Variables = { ["house"] = Signatures.Unknown } }, Call);

            Assert.True(Settings.Current["house"].IsUnknown);
        }

        [Fact]
        public async Task Refuses_settings_that_are_wrong() => Assert.Equal(
            (StatusCode.InvalidArgument, "floor: is a number; give a string"),
            await FailureOfAsync(() => Service.Configure(new ConfigureRequest { Args = Wire(PropertyMap.Of(("floor", 1))) }, Call)));

        [Fact]
        public async Task Begins_another_deployment()
        {
            var changed = Inputs.With("label", "door");
            await CheckAsync(changed);

            await Service.Configure(new ConfigureRequest(), Call);
            await Service.Diff(new DiffRequest { Id = Id, Urn = Urn(), Olds = Wire(State), News = Wire(changed) }, Call);

            // Only what the deployment declares is reviewed.
            Assert.Equal(["check"], Desk.Calls);
        }

        [Fact]
        public async Task Meets_the_other_processes_of_the_engine_that_reach_the_same()
        {
            await Service.Handshake(new ProviderHandshakeRequest { EngineAddress = Address }, Call);

            Assert.Equal(await MeetAsync("a"), await MeetAsync("a"));
            Assert.NotEqual(await MeetAsync("a"), await MeetAsync("b"));
        }

        private async Task<string> MeetAsync(string house)
        {
            await Service.Configure(new ConfigureRequest { Args = Wire(PropertyMap.Of(("house", house))) }, Call);
            return Assert.Single(Meetings.GetDirectories(), static meeting => meeting.GetFiles().Length > 0).Name;
        }
    }
}
