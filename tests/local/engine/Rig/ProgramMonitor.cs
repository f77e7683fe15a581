using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>What a program of a test says to the monitor.</summary>
internal sealed class ProgramMonitor : IDisposable
{
    public const string ThingType = "test:index:Thing";

    private readonly GrpcChannel _channel;

    public ProgramMonitor(string address)
    {
        _channel = LocalChannel.To(address);
        Client = new ResourceMonitor.ResourceMonitorClient(_channel);
        Engine = new Pulumirpc.Engine.EngineClient(_channel);
    }

    public ResourceMonitor.ResourceMonitorClient Client { get; }

    public Pulumirpc.Engine.EngineClient Engine { get; }

    public string StackUrn { get; private set; } = "";

    public async Task RegisterStackAsync(string project, string stack)
    {
        var request = new RegisterResourceRequest
        {
            Type = "pulumi:pulumi:Stack",
            Name = $"{project}-{stack}",
            Object = new Struct(),
            SupportsResultReporting = true,
        };
        StackUrn = (await Client.RegisterResourceAsync(request)).Urn;
    }

    /// <summary>Registers a thing. Names of dependencies are URNs.</summary>
    public async Task<RegisterResourceResponse> ThingAsync(
        string name,
        PropertyMap? inputs = null,
        Action<RegisterResourceRequest>? with = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = ThingType,
            Name = name,
            Parent = StackUrn,
            Custom = true,
            Object = WireCodec.ToStruct(inputs ?? PropertyMap.Empty),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsPartialValues = true,
            SupportsResultReporting = true,
        };
        with?.Invoke(request);
        return await Client.RegisterResourceAsync(request);
    }

    public Task<RegisterResourceResponse> ThingAsync(string name, string value, Action<RegisterResourceRequest>? with = null) =>
        ThingAsync(name, PropertyMap.Of(("value", value)), with);

    /// <summary>Registers a thing whose value comes from another's output.</summary>
    public Task<RegisterResourceResponse> ThingOfAsync(
        string name,
        RegisterResourceResponse source,
        string property = "value",
        string type = ThingType) => ThingAsync(
        name,
        PropertyMap.Of((property, WireCodec.FromStruct(source.Object).GetValueOrDefault("computed", PropertyValue.Unknown))),
        request =>
        {
            request.Type = type;
            request.Dependencies.Add(source.Urn);
            request.PropertyDependencies[property] = new RegisterResourceRequest.Types.PropertyDependencies { Urns = { source.Urn } };
        });

    public async Task OutputsAsync(params IEnumerable<(string Name, PropertyValue? Value)> outputs)
    {
        var request = new RegisterResourceOutputsRequest { Urn = StackUrn, Outputs = WireCodec.ToStruct(PropertyMap.Of(outputs)) };
        await Client.RegisterResourceOutputsAsync(request);
    }

    /// <summary>Registers a component.</summary>
    public Task<RegisterResourceResponse> ComponentAsync(string name) =>
        ThingAsync(name, PropertyMap.Empty, static request => (request.Type, request.Custom) = ("my:index:Group", false));

    /// <summary>Registers an explicit provider.</summary>
    public Task<RegisterResourceResponse> ProviderAsync(string name, string region) =>
        ThingAsync(name, PropertyMap.Of(("region", region)), static request => request.Type = "pulumi:providers:test");

    public void Dispose() => _channel.Dispose();
}
