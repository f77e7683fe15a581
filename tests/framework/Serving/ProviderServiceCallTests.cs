using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Tests.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What an engine gets that asks for more than one resource, that breaks off, and that gives little time.</summary>
public abstract class ProviderServiceCallTests : ServiceTest
{
    private const string BrokenOff = "cancelled; what was under way may have been done: `pulumi refresh` finds out";

    private static readonly (StatusCode, string) Cancelled = (StatusCode.Cancelled, BrokenOff);

    private readonly TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TheoryData<string> Calls => ["Diff", "Create", "Read", "Update", "Delete", "Invoke", "List"];

    private Task CallAsync(string method, EngineCall? call = null, double timeout = 0) => method switch
    {
        "Check" => Service.Check(new CheckRequest { Urn = Urn(), News = Wire(Inputs) }, call ?? Call),
        "Diff" => Service.Diff(new DiffRequest { Urn = Urn(), Id = Id, Olds = Wire(State), News = Wire(Inputs.With("label", "door")) }, call ?? Call),
        "Create" => CreateAsync(timeout, call),
        "Read" => Service.Read(new ReadRequest { Urn = Urn(), Id = Id, Timeout = timeout }, call ?? Call),
        "Update" => Service.Update(new UpdateRequest { Urn = Urn(), Id = Id, Olds = Wire(State), News = Wire(Inputs), Timeout = timeout }, call ?? Call),
        "Delete" => Service.Delete(new DeleteRequest { Urn = Urn(), Id = Id, Properties = Wire(State), Timeout = timeout }, call ?? Call),
        "Invoke" => Service.Invoke(new InvokeRequest { Tok = Office.Sizes, Args = Wire(PropertyMap.Of(("floor", "1"))) }, call ?? Call),
        "List" => Service.List(
            new ListRequest { Token = Running.Desk.Type, Query = Wire(PropertyMap.Of(("floor", "1"))) }, new ListedResponses(), call ?? Call),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "no method of a run"),
    };

    /// <summary>Begins a call that lasts until somebody breaks it off.</summary>
    private async Task<Task> BeginAsync(string method, EngineCall? call = null, double timeout = 0)
    {
        Desk.Pace = cancellationToken =>
        {
            _arrival.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        };
        if (method == "Diff")
        {
            // Only what the deployment declares is looked at.
            await CallAsync("Check");
        }

        var underWay = CallAsync(method, call, timeout);
        await Task.WhenAny(_arrival.Task, underWay);
        return underWay;
    }

    public sealed class TheInvokeMethod : ProviderServiceCallTests
    {
        [Fact]
        public async Task Answers_with_the_result_and_marks_secrets()
        {
            await Service.Configure(new ConfigureRequest { Args = Wire(PropertyMap.Of(("floor", "1"))) }, Call);

            var answer = await Service.Invoke(new InvokeRequest { Tok = Office.Sizes }, Call);

            Assert.Empty(answer.Failures);
            Assert.Equal(PropertyMap.Of(("size", "big, on 1"), ("key", new SecretValue("k1"))), WireCodec.FromStruct(answer.Return));
        }

        [Fact]
        public async Task Says_of_each_argument_what_is_wrong_with_it()
        {
            var answer = await Service.Invoke(new InvokeRequest { Tok = Office.Sizes, Args = Wire(PropertyMap.Of(("floor", 1))) }, Call);

            var failure = Assert.Single(answer.Failures);
            Assert.Equal(("floor", "is a number; give a string", new Struct()), (failure.Property, failure.Reason, answer.Return));
        }

        [Fact]
        public async Task Refuses_a_function_that_there_is_not() => Assert.Equal(
            (StatusCode.Unknown, "the package 'office' 1.2.3 has no function 'office:index:weight'; it has office:index:size"),
            await FailureOfAsync(() => Service.Invoke(new InvokeRequest { Tok = "office:index:weight" }, Call)));
    }

    public sealed class TheListMethod : ProviderServiceCallTests
    {
        [Fact]
        public async Task Tells_id_and_name_of_each()
        {
            await Service.Configure(new ConfigureRequest { Args = Wire(PropertyMap.Of(("floor", "3"))) }, Call);

            Assert.Equal(["1/a a", "1/b b"], await ListAsync(new ListRequest()));
            Assert.Equal(["list 3"], Desk.Calls);
        }

        [Fact]
        public async Task Tells_a_page_and_where_the_next_begins()
        {
            var query = Wire(PropertyMap.Of(("floor", "1")));

            Assert.Equal(["1/a a", "continues at 1:1/a"], await ListAsync(new ListRequest { Query = query, PageSize = 1 }));
            Assert.Equal(["1/b b"], await ListAsync(new ListRequest { Query = query, PageSize = 1, ContinuationToken = "1:1/a" }));
        }

        [Fact]
        public async Task Ends_at_the_limit() =>
            Assert.Equal(["1/a a"], await ListAsync(new ListRequest { Query = Wire(PropertyMap.Of(("floor", "1"))), Limit = 1 }));

        [Fact]
        public async Task Says_that_it_cannot_know_while_the_query_is_not_known()
        {
            Assert.Equal(["not known yet"], await ListAsync(new ListRequest { Query = Wire(PropertyMap.Of(("floor", PropertyValue.Unknown))) }));
            Assert.Empty(Desk.Calls);
        }

        [Fact]
        public async Task Says_what_is_wrong_with_the_query() => Assert.Equal(
            (StatusCode.InvalidArgument, "floor: is a number; give a string"),
            await FailureOfAsync(() => ListAsync(new ListRequest { Query = Wire(PropertyMap.Of(("floor", 1))) })));

        private async Task<IEnumerable<string>> ListAsync(ListRequest request)
        {
            var responses = new ListedResponses();
            request.Token = Running.Desk.Type;
            await Service.List(request, responses, Call);
            return responses.Told;
        }
    }

    public sealed class TheCancelMethod : ProviderServiceCallTests
    {
        [Theory]
        [MemberData(nameof(Calls))]
        public async Task Breaks_off_what_is_under_way(string method)
        {
            var underWay = await BeginAsync(method);

            await Service.Cancel(new Empty(), Call);

            Assert.Equal(Cancelled, await FailureOfAsync(() => underWay));
        }

        [Theory]
        [InlineData("Check")]
        [MemberData(nameof(Calls))]
        public async Task Breaks_off_what_comes_later(string method)
        {
            await Service.Cancel(new Empty(), Call);

            Assert.Equal(Cancelled, await FailureOfAsync(() => CallAsync(method)));
            Assert.Empty(Desk.Calls);
        }

        [Fact]
        public async Task Breaks_off_what_an_engine_is_being_told()
        {
            await using var engine = await ListeningEngine.StartHangingAsync();
            await Service.Attach(new PluginAttach { Address = engine.Address }, Call);
            Desk.WhenRefined = static draft => draft.Warnings.Add("it wobbles");
            var underWay = CallAsync("Diff");
            await engine.NextAsync();

            await Service.Cancel(new Empty(), Call);

            Assert.Equal(Cancelled, await FailureOfAsync(() => underWay));
        }

        [Fact]
        public async Task Leaves_the_next_run_alone_which_begins_with_its_configuration()
        {
            await Service.Cancel(new Empty(), Call);

            await Service.Handshake(new ProviderHandshakeRequest(), Call);
            await Service.Attach(new PluginAttach { Address = "127.0.0.1:4711" }, Call);
            await Service.GetSchema(new GetSchemaRequest(), Call);
            await Service.CheckConfig(new CheckRequest(), Call);
            await Service.DiffConfig(new DiffRequest(), Call);
            await Service.Configure(new ConfigureRequest(), Call);

            Assert.Equal(Id, (await CreateAsync()).Id);
        }

        [Fact]
        public async Task Is_no_lack_of_time()
        {
            var underWay = await BeginAsync("Create", timeout: 1000);

            await Service.Cancel(new Empty(), Call);

            Assert.Equal(Cancelled, await FailureOfAsync(() => underWay));
        }
    }

    public sealed class ACaller : ProviderServiceCallTests
    {
        [Theory]
        [InlineData("Diff", 0)]
        [InlineData("Create", 1000)]
        public async Task Breaks_its_own_call_off(string method, double timeout)
        {
            using var caller = new CancellationTokenSource();
            var underWay = await BeginAsync(method, new EngineCall(caller.Token), timeout);

            await caller.CancelAsync();

            Assert.Equal(Cancelled, await FailureOfAsync(() => underWay));
        }

        [Fact]
        public async Task Breaks_no_other_call_off()
        {
            await FailureOfAsync(() => CreateAsync(call: new EngineCall(new CancellationToken(canceled: true))));

            Assert.Equal(Id, (await CreateAsync()).Id);
        }
    }

    public sealed class ATimeout : ProviderServiceCallTests
    {
        private const string Allow = "the resource's customTimeouts allow";

        [Theory]
        [InlineData("Create")]
        [InlineData("Read")]
        [InlineData("Update")]
        [InlineData("Delete")]
        public async Task Ends_the_call(string method)
        {
            var underWay = BeginAsync(method, timeout: 0.02).Unwrap();

            Assert.Equal(
                (StatusCode.DeadlineExceeded, $"not done within the 0.02 seconds that {Allow}; `pulumi refresh` finds out what was done"),
                await FailureOfAsync(() => underWay));
        }

        [Theory]
        [InlineData(0.0009)]
        [InlineData(double.Epsilon)]
        public async Task Of_less_than_a_timer_counts_is_over_at_once(double seconds)
        {
            Assert.Equal(StatusCode.DeadlineExceeded, (await FailureOfAsync(() => CreateAsync(seconds))).Status);
            Assert.Empty(Desk.Calls);
        }

        [Theory]
        [InlineData(-1)]
        [InlineData(-double.Epsilon)]
        [InlineData(double.NaN)]
        [InlineData(double.NegativeInfinity)]
        public async Task That_is_no_time_is_refused(double seconds)
        {
            Assert.Equal(
                (StatusCode.InvalidArgument, FormattableString.Invariant($"{Allow} {seconds} seconds, which is no time; give one above zero, or none")),
                await FailureOfAsync(() => CreateAsync(seconds)));
            Assert.Empty(Desk.Calls);
        }

        [Theory]
        [InlineData(4_294_967)]
        [InlineData(4_294_968)]
        [InlineData(double.MaxValue)]
        [InlineData(double.PositiveInfinity)]
        public async Task That_no_timer_holds_is_none(double seconds) => Assert.Equal(Id, (await CreateAsync(seconds)).Id);

        [Fact]
        public async Task Hides_no_other_failure()
        {
            // Long enough for the call to arrive, also where a machine is busy.
            const double Seconds = 0.5;
            Desk.Pace = static cancellationToken => Task.Delay(Timeout.Infinite, cancellationToken)
                .ContinueWith(static _ => throw new ResourceException("no wood left"), TaskScheduler.Default);

            Assert.Equal((StatusCode.Unknown, "no wood left"), await FailureOfAsync(() => CreateAsync(Seconds)));
        }
    }

    public sealed class TheStopAsyncMethod : ProviderServiceCallTests
    {
        [Fact]
        public async Task Breaks_off_what_is_under_way_and_comes_back_when_it_has_ended()
        {
            var end = new TaskCompletionSource();
            Desk.Pace = _ => end.Task;
            var underWay = CreateAsync();

            var stop = Service.StopAsync();
            Assert.False(stop.IsCompleted);
            end.SetCanceled(TestContext.Current.CancellationToken);

            await stop;
            Assert.Equal(Cancelled, await FailureOfAsync(() => underWay));
        }

        [Fact]
        public async Task Breaks_off_what_comes_later_be_it_the_next_run()
        {
            await Service.StopAsync();

            Assert.Equal(Cancelled, await FailureOfAsync(() => CreateAsync()));
            Assert.Equal(Cancelled, await FailureOfAsync(() => Service.Configure(new ConfigureRequest(), Call)));
            Assert.Equal(Cancelled, await FailureOfAsync(() => Service.Handshake(new ProviderHandshakeRequest(), Call)));
        }
    }

    /// <summary>Writes down what a listing tells.</summary>
    private sealed class ListedResponses : IServerStreamWriter<ListResponse>
    {
        public List<string> Told { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(ListResponse message)
        {
            Told.Add(message.ResponseCase switch
            {
                ListResponse.ResponseOneofCase.Result => $"{message.Result.Id} {message.Result.Name}",
                ListResponse.ResponseOneofCase.Continuation => $"continues at {message.Continuation.ContinuationToken}",
                _ => "not known yet",
            });
            return Task.CompletedTask;
        }

        public Task WriteAsync(ListResponse message, CancellationToken cancellationToken) => WriteAsync(message);
    }
}
