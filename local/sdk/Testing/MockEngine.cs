using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>An engine that asks mocks what becomes of resources.</summary>
internal sealed class MockEngine(IMocks mocks, DeploymentSettings settings) : IEngine
{
    private readonly ConcurrentQueue<Resource> _resources = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public ImmutableArray<Resource> Resources => [.. _resources];

    public ImmutableArray<string> Errors => [.. _errors];

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        var result = await mocks.CallAsync(new MockCallArgs
        {
            Token = request.Tok,
            Args = Known(request.Args),
            Provider = request.Provider,
        });
        return new ResourceInvokeResponse { Return = await WriteAsync(result) };
    }

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request)
    {
        _resources.Enqueue(resource);
        var (_, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Known(request.Properties),
            Provider = request.Provider,
            Id = request.Id,
        });
        return new ReadResourceResponse
        {
            Urn = UrnOf(request.Parent, request.Type, request.Name),
            Properties = await WriteAsync(state),
        };
    }

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request)
    {
        _resources.Enqueue(resource);
        var urn = UrnOf(request.Parent, request.Type, request.Name);
        if (resource is Stack)
        {
            return new RegisterResourceResponse { Urn = urn };
        }

        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Known(request.Object),
            Provider = request.Provider,
            Id = request.ImportId,
        });
        return new RegisterResourceResponse { Urn = urn, Id = id ?? request.ImportId, Object = await WriteAsync(state) };
    }

    public Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) => Task.CompletedTask;

    public Task SignalAndWaitForShutdownAsync() => Task.CompletedTask;

    public Task LogAsync(LogRequest request)
    {
        if (request.Severity == LogSeverity.Error)
        {
            _errors.Enqueue(request.Message);
        }

        return Task.CompletedTask;
    }

    private string UrnOf(string parent, string type, string name)
    {
        // The stack's own type does not show in its children's URNs.
        var parents = parent.Length == 0 || parent.Split("::")[2] is Stack.TypeToken ? "" : $"{parent.Split("::")[2]}$";
        return $"urn:pulumi:{settings.Stack}::{settings.Project}::{parents}{type}::{name}";
    }

    private static ImmutableDictionary<string, object> Known(Struct properties) => WireCodec.FromStruct(properties)
        .Where(static property => !property.Value.ContainsUnknowns() && property.Value.Unwrap() != PropertyValue.Null)
        .ToImmutableDictionary(static property => property.Key, static property => ValueReader.ToPlain(property.Value)!);

    private static async Task<Struct> WriteAsync(object state) => await new ValueWriter()
        .WriteAsync(state) is MapValue { Properties: var properties }
            ? WireCodec.ToStruct(properties)
            : throw new RunException($"A mock gave a {state.GetType().Name} where a dictionary is expected.");
}
