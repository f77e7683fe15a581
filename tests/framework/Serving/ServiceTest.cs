using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Framework.Tests.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>The service of a package, called in this process with the messages of the wire.</summary>
public abstract class ServiceTest : IDisposable
{
    /// <summary>The id of the desk that <see cref="Inputs"/> describe.</summary>
    protected const string Id = "1/window";

    private readonly EngineLog _log = new();
    private readonly Neighbours _neighbours;

    protected ServiceTest()
    {
        var package = $"test-{Guid.NewGuid():N}";
        Meetings = new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"pulumi-resource-{package}-{Environment.UserName}"));
        _neighbours = new Neighbours(package);
        Service = new ProviderService(Office.Package(Desk, Settings), _log, _neighbours);
    }

    private protected Desk Desk { get; } = new();

    private protected Office.Settings Settings { get; } = new();

    private protected ProviderService Service { get; }

    /// <summary>A call that nobody breaks off.</summary>
    private protected EngineCall Call { get; } = new();

    /// <summary>Where the engine is, as far as the provider knows.</summary>
    private protected string? EngineAddress => _log.Address;

    /// <summary>Where the processes of a deployment meet.</summary>
    protected DirectoryInfo Meetings { get; }

    private protected static PropertyMap Inputs { get; } = PropertyMap.Of(("floor", "1"), ("name", "window"), ("label", "window"));

    private protected static PropertyMap State { get; } = Inputs.With("serial", "s1").With("key", new SecretValue("k1"));

    public void Dispose()
    {
        _neighbours.Dispose();
        _log.Dispose();
        Meetings.Refresh();
        if (Meetings.Exists)
        {
            Meetings.Delete(recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    protected static string Urn(string name = "it", string type = Running.Desk.Type) => $"urn:pulumi:dev::office::{type}::{name}";

    private protected static Struct Wire(PropertyMap properties) => WireCodec.ToStruct(properties);

    private protected static PropertyValue List(params IEnumerable<string> items) =>
        new PulumiOrgs.Protocol.ListValue([.. items.Select(static item => (PropertyValue)item)]);

    /// <summary>A value that no engine writes: a secret without its value.</summary>
    private protected static Value IllFormed() => Value.ForStruct(new Struct { Fields = { [Signatures.Key] = Value.ForString(Signatures.Secret) } });

    private protected static async Task<(StatusCode Status, string Text)> FailureOfAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        return (failure.StatusCode, failure.Status.Detail);
    }

    /// <summary>Makes an engine known whose log the test reads.</summary>
    private protected async Task<ListeningEngine> AttachAsync()
    {
        var engine = await ListeningEngine.StartAsync();
        await Service.Attach(new PluginAttach { Address = engine.Address }, Call);
        return engine;
    }

    private protected Task<CheckResponse> CheckAsync(PropertyMap inputs, string name = "it") =>
        Service.Check(new CheckRequest { Urn = Urn(name), News = Wire(inputs) }, Call);

    private protected Task<CreateResponse> CreateAsync(double timeout = 0, EngineCall? call = null) =>
        Service.Create(new CreateRequest { Urn = Urn(), Properties = Wire(Inputs), Timeout = timeout }, call ?? Call);
}
