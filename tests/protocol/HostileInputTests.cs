using CsCheck;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Build.Fuzz;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>What holds of every resource whatever it is given. Most of it is rubbish.</summary>
public static class HostileInputTests
{
    // Of every resource, this many.
    private const int Samples = 300;

    public abstract class HostileInputTest(SharedProvider shared) : IAsyncLifetime
    {
        protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        private protected IReadOnlyList<Shape> Resources { get; private set; } = [];

        protected ResourceProvider.ResourceProviderClient Calls => shared.Provider.Calls;

        public async ValueTask InitializeAsync() => Resources = Shape.ResourcesOf(
            JObject.Parse((await Calls.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: Cancellation)).Schema));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private protected async Task<CheckResponse> CheckAsync(Shape resource, Struct inputs, Struct? oldInputs = null) => await Calls.CheckAsync(
            new CheckRequest { Urn = UrnOf(resource), News = inputs, Olds = oldInputs }, cancellationToken: Cancellation);

        /// <summary>Runs it for every resource with inputs that its check lets pass.</summary>
        private protected async Task ForEachSoundAsync(Func<Shape, Struct, Task> assert)
        {
            var sound = 0;
            foreach (var resource in Resources)
            {
                await Hostile.Sound(resource).SampleAsync(
                    async inputs =>
                    {
                        var response = await CheckAsync(resource, inputs);
                        if (response.Failures.Count == 0)
                        {
                            Interlocked.Increment(ref sound);
                            await assert(resource, response.Inputs);
                        }
                    },
                    iter: Samples);
            }

            // Few would mean that the checks let nothing pass of what is made here, and that nothing was tested.
            Assert.True(sound > Samples, $"only {sound} passed the checks");
        }

        private protected static string UrnOf(Shape resource) => $"urn:pulumi:dev::hostile::{resource.Token}::it";
    }

    public sealed class TheCheck(SharedProvider shared) : HostileInputTest(shared)
    {
        [Fact]
        public async Task Answers_whatever_it_is_given()
        {
            foreach (var resource in Resources)
            {
                await Gen.Select(Hostile.Inputs(resource), Gen.Frequency((1, Gen.Const((Struct?)null)),
                    (2, Hostile.Inputs(resource).Select(static inputs => (Struct?)inputs))))
                    .SampleAsync(
                        async (inputs, oldInputs) =>
                        {
                            var response = await CheckAsync(resource, inputs, oldInputs);

                            Assert.All(response.Failures, static failure => Assert.NotEmpty(failure.Reason));
                        },
                        iter: Samples);
            }
        }

        [Fact]
        public Task Finds_nothing_more_in_what_it_let_pass() => ForEachSoundAsync(async (resource, inputs) =>
        {
            var again = await CheckAsync(resource, inputs, inputs);

            Assert.Empty(again.Failures);
            Assert.Equal(inputs, again.Inputs);
        });
    }

    public sealed class TheDiff(SharedProvider shared) : HostileInputTest(shared)
    {
        [Fact]
        public Task Is_the_same_through_any_wrapping() => ForEachSoundAsync(async (resource, inputs) =>
        {
            var others = (await CheckAsync(resource, Hostile.Sound(resource).Single(), inputs)).Inputs;
            var plain = await DiffAsync(resource, others, inputs);

            await Hostile.Wrapped(WireCodec.FromStruct(inputs))
                .SampleAsync(
                    async wrapped =>
                    {
                        var diff = await DiffAsync(resource, others, WireCodec.ToStruct(wrapped));

                        Assert.Equal(plain, diff);
                    },
                    iter: 4);
        });

        /// <summary>What differs, or why the program cannot have it.</summary>
        private async Task<object> DiffAsync(Shape resource, Struct state, Struct inputs)
        {
            try
            {
                return await Calls.DiffAsync(
                    new DiffRequest { Urn = UrnOf(resource), Olds = state, OldInputs = state, News = inputs }, cancellationToken: Cancellation);
            }
            catch (RpcException refused) when (refused.StatusCode is StatusCode.InvalidArgument or StatusCode.Unknown)
            {
                return refused.Status.Detail;
            }
        }
    }
}
