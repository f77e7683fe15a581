using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Status = Google.Rpc.Status;
using StringValue = PulumiOrgs.Protocol.StringValue;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>
/// A provider of <c>test:index:Thing</c>, kept in memory. A thing's <c>value</c> changes in place, its <c>fixed</c> does
/// not; <c>computed</c> is an output. What it is asked is on record, and what goes wrong a test decides.
/// </summary>
internal sealed class ThingProvider : ResourceProvider.ResourceProviderBase
{
    private readonly ConcurrentQueue<string> _calls = new();
    private int _created;
    private int _underWay;

    /// <summary>The things that there are, by id.</summary>
    public ConcurrentDictionary<string, PropertyMap> Things { get; } = new();

    /// <summary>What was asked that is more than a question: <c>create a</c>, <c>delete a id-1</c> and so on, in order.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>The requests of each kind, in order.</summary>
    public ConcurrentQueue<object> Requests { get; } = new();

    public int MostAtOnce { get; private set; }

    public bool DeleteBeforeReplace { get; set; }

    public bool KnowsSecrets { get; set; } = true;

    public bool ShakesHands { get; set; } = true;

    /// <summary>Whether a change of its configuration's <c>region</c> makes what it made unmanageable.</summary>
    public bool RegionForcesReplacement { get; set; }

    public TaskCompletionSource Cancelled { get; } = new();

    /// <summary>Called at the start of each create, update and delete, with the operation and the thing's name; may throw.</summary>
    public Func<string, string, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Names of things whose creation or update ends half-way.</summary>
    public HashSet<string> HalfDone { get; } = [];

    public static RpcException Refuse(string message) => new(new Grpc.Core.Status(StatusCode.InvalidArgument, message));

    public IReadOnlyList<T> Of<T>() => [.. Requests.OfType<T>()];

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) => ShakesHands
        ? Task.FromResult(new ProviderHandshakeResponse { AcceptSecrets = KnowsSecrets, AcceptResources = true })
        : base.Handshake(request, context);

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = "1.2.3" });

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        var response = new CheckResponse { Inputs = request.News };
        if (request.News.Fields.ContainsKey("wrong"))
        {
            response.Failures.Add(new CheckFailure { Property = "wrong", Reason = "no such setting" });
        }

        return Task.FromResult(response);
    }

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context)
    {
        var (olds, news) = (WireCodec.FromStruct(request.OldInputs), WireCodec.FromStruct(request.News));
        var response = new DiffResponse
        {
            Changes = olds.Equals(news) ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
        };
        if (RegionForcesReplacement && !Equals(olds.Find("region"), news.Find("region")))
        {
            response.Replaces.Add("region");
        }

        return Task.FromResult(response);
    }

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        return Task.FromResult(new ConfigureResponse { AcceptSecrets = KnowsSecrets, AcceptResources = true, SupportsPreview = true });
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        var response = new CheckResponse { Inputs = request.News };
        if (WireCodec.FromStruct(request.News).Find("value")?.Unwrap() is StringValue { Value: "bad" })
        {
            response.Failures.Add(new CheckFailure { Property = "value", Reason = "must not be bad" });
        }

        return Task.FromResult(response);
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        var (olds, news) = (WireCodec.FromStruct(request.OldInputs), WireCodec.FromStruct(request.News));
        var changed = olds.Keys.Union(news.Keys)
            .Where(name => !Equals(olds.GetValueOrDefault(name)?.Unwrap(), news.GetValueOrDefault(name)?.Unwrap()))
            .ToList();
        var response = new DiffResponse
        {
            Changes = changed.Count == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            Diffs = { changed },
            DeleteBeforeReplace = DeleteBeforeReplace,
            HasDetailedDiff = true,
        };
        foreach (var name in changed)
        {
            response.DetailedDiff[name] = new PropertyDiff
            {
                Kind = name == "fixed" ? PropertyDiff.Types.Kind.UpdateReplace : PropertyDiff.Types.Kind.Update,
            };
        }

        if (changed.Contains("fixed"))
        {
            response.Replaces.Add("fixed");
        }

        return Task.FromResult(response);
    }

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        if (request.Preview)
        {
            return new CreateResponse { Properties = Outputs(request.Properties, PropertyValue.Unknown) };
        }

        using var count = await BeginAsync("create", request.Name);
        var id = $"id-{Interlocked.Increment(ref _created)}";
        _calls.Enqueue($"create {request.Name} {id}");
        var outputs = Outputs(request.Properties, $"computed-{id}");
        Things[id] = WireCodec.FromStruct(outputs);
        return HalfDone.Contains(request.Name) ? throw HalfWay(id, outputs) : new CreateResponse { Id = id, Properties = outputs };
    }

    public override async Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        if (request.Preview)
        {
            return new UpdateResponse { Properties = Outputs(request.News, PropertyValue.Unknown) };
        }

        using var count = await BeginAsync("update", request.Name);
        _calls.Enqueue($"update {request.Name} {request.Id}");
        var outputs = Outputs(request.News, $"computed-{request.Id}");
        Things[request.Id] = WireCodec.FromStruct(outputs);
        return HalfDone.Contains(request.Name) ? throw HalfWay(request.Id, outputs) : new UpdateResponse { Properties = outputs };
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        using var count = await BeginAsync("delete", request.Name);
        _calls.Enqueue($"delete {request.Name} {request.Id}");
        Things.TryRemove(request.Id, out _);
        return new Empty();
    }

    public override async Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        await Before("read", request.Name);
        if (!Things.TryGetValue(request.Id, out var thing))
        {
            return new ReadResponse();
        }

        var properties = WireCodec.ToStruct(thing);
        return new ReadResponse { Id = request.Id, Properties = properties, Inputs = WireCodec.ToStruct(thing.Without("computed")) };
    }

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context)
    {
        Requests.Enqueue(request);
        return request.Tok == "test:index:fail"
            ? throw Refuse("the function failed")
            : Task.FromResult(new InvokeResponse { Return = request.Args });
    }

    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        Cancelled.TrySetResult();
        return Task.FromResult(new Empty());
    }

    private static Struct Outputs(Struct inputs, PropertyValue computed) =>
        WireCodec.ToStruct(WireCodec.FromStruct(inputs).With("computed", computed));

    private static RpcException HalfWay(string id, Struct outputs) => new Status
    {
        Code = (int)Code.Unknown,
        Message = "half-way",
        Details =
        {
            Any.Pack(new ErrorResourceInitFailed { Id = id, Properties = outputs, Reasons = { "it is not ready yet" } }),
        },
    }.ToRpcException();

    private async Task<IDisposable> BeginAsync(string operation, string name)
    {
        lock (_calls)
        {
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        }

        var count = new Count(this);
        try
        {
            await Before(operation, name);
            return count;
        }
        catch
        {
            count.Dispose();
            throw;
        }
    }

    private sealed class Count(ThingProvider provider) : IDisposable
    {
        public void Dispose()
        {
            lock (provider._calls)
            {
                provider._underWay--;
            }
        }
    }
}
