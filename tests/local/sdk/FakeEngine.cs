using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumi;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace LocalSdkTests;

/// <summary>An engine over gRPC that records what programs ask of it, and gives each resource its inputs as its state.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly WebApplication _server;

    private FakeEngine(WebApplication server) => _server = server;

    public ConcurrentQueue<RegisterResourceRequest> Registrations { get; } = new();

    public ConcurrentQueue<ReadResourceRequest> Reads { get; } = new();

    public ConcurrentQueue<ResourceInvokeRequest> Invokes { get; } = new();

    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

    public ConcurrentQueue<LogRequest> Messages { get; } = new();

    public int Shutdowns { get; private set; }

    /// <summary>Answers a registration; by default with an id and the inputs.</summary>
    public Func<RegisterResourceRequest, RegisterResourceResponse> Register { get; set; } = Created;

    public Func<ReadResourceRequest, PropertyMap> Read { get; set; } = static _ => PropertyMap.Empty;

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> Invoke { get; set; } =
        static _ => new ResourceInvokeResponse { Return = new Struct() };

    public Func<Task> WaitForShutdown { get; set; } = static () => Task.CompletedTask;

    public bool RefusesMessages { get; set; }

    public string Address => new Uri(_server.Urls.Single()).Authority;

    public IEnumerable<string> Errors =>
        Messages.Where(static message => message.Severity == LogSeverity.Error).Select(static message => message.Message);

    public static async Task<FakeEngine> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().ConfigureKestrel(static kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, static listener => listener.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        FakeEngine? engine = null;
        builder.Services.AddSingleton(_ => new MonitorService(engine!));
        builder.Services.AddSingleton(_ => new LogService(engine!));
        var server = builder.Build();
        engine = new FakeEngine(server);
        server.MapGrpcService<MonitorService>();
        server.MapGrpcService<LogService>();
        await server.StartAsync();
        return engine;
    }

    public static RegisterResourceResponse Created(RegisterResourceRequest request) => new()
    {
        Urn = UrnOf(request.Type, request.Name),
        Id = request.Custom ? $"{request.Name}-id" : "",
        Object = request.Object,
    };

    /// <summary>The answer to a registration in a preview: no id, and nothing that the program did not give.</summary>
    public static RegisterResourceResponse Previewed(RegisterResourceRequest request)
    {
        var response = Created(request);
        response.Id = "";
        return response;
    }

    /// <summary>The answer to a registration with a given state.</summary>
    public static Func<RegisterResourceRequest, RegisterResourceResponse> WithState(PropertyMap state) => request =>
    {
        var response = Created(request);
        response.Object = request.Custom ? WireCodec.ToStruct(state) : request.Object;
        return response;
    };

    public static string UrnOf(string type, string name) => $"urn:pulumi:dev::tests::{type}::{name}";

    /// <summary>The registration of a resource.</summary>
    public RegisterResourceRequest Of(string name) => Registrations.Single(request => request.Name == name);

    /// <summary>The inputs that a resource was registered with.</summary>
    public PropertyMap InputsOf(string name) => WireCodec.FromStruct(Of(name).Object);

    public PropertyMap StackOutputs() => WireCodec.FromStruct(Outputs.Single().Outputs);

    /// <summary>Runs a program without outputs.</summary>
    public Task<int> RunAsync(Action program, bool isDryRun = false) => RunWithOutputsAsync(
        () =>
        {
            program();
            return new Dictionary<string, object?>();
        },
        isDryRun);

    /// <summary>Runs a program that gives the stack's outputs.</summary>
    public Task<int> RunWithOutputsAsync(Func<IDictionary<string, object?>> program, bool isDryRun = false) =>
        RunStackAsync(() => new Stack(() => Task.FromResult(program())), isDryRun);

    /// <summary>Runs an asynchronous program without outputs.</summary>
    public Task<int> RunAsynchronouslyAsync(Func<Task> program) => RunStackAsync(() => new Stack(
        async () =>
        {
            await program();
            return new Dictionary<string, object?>();
        }));

    public async Task<int> RunStackAsync(Func<Stack> declare, bool isDryRun = false, ImmutableDictionary<string, string>? config = null)
    {
        using var connection = new GrpcEngine(Address, Address);
        var settings = new DeploymentSettings
        {
            Project = "tests",
            Stack = "dev",
            IsDryRun = isDryRun,
            Config = config ?? ImmutableDictionary<string, string>.Empty,
        };
        return await Deployment.RunAsync(new RunningDeployment(settings, connection), declare);
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private sealed class MonitorService(FakeEngine engine) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            engine.Registrations.Enqueue(request);
            return Task.FromResult(request.Type == Stack.TypeToken ? Created(request) : engine.Register(request));
        }

        public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context)
        {
            engine.Reads.Enqueue(request);
            return Task.FromResult(new ReadResourceResponse
            {
                Urn = UrnOf(request.Type, request.Name),
                Properties = WireCodec.ToStruct(engine.Read(request)),
            });
        }

        public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context)
        {
            engine.Invokes.Enqueue(request);
            return Task.FromResult(engine.Invoke(request));
        }

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
        {
            engine.Outputs.Enqueue(request);
            return Task.FromResult(new Empty());
        }

        public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
        {
            engine.Shutdowns++;
            await engine.WaitForShutdown();
            return new Empty();
        }
    }

    private sealed class LogService(FakeEngine engine) : Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            engine.Messages.Enqueue(request);
            return engine.RefusesMessages
                ? throw new RpcException(new Status(StatusCode.Internal, "no ear"))
                : Task.FromResult(new Empty());
        }
    }
}
