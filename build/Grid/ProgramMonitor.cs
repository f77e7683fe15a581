using Grpc.Net.Client;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Build.Grid;

/// <summary>What a program says to the engine.</summary>
internal sealed class ProgramMonitor(string address) : IDisposable
{
    private readonly GrpcChannel _channel = LocalChannel.To(address);
    private readonly Dictionary<string, string> _urns = [];
    private string _stack = "";

    public ResourceMonitor.ResourceMonitorClient Client => field ??= new ResourceMonitor.ResourceMonitorClient(_channel);

    public async Task RegisterStackAsync(string project, string stack) => _stack = (await Client.RegisterResourceAsync(new RegisterResourceRequest
    {
        Type = "pulumi:pulumi:Stack",
        Name = $"{project}-{stack}",
        Object = WireCodec.ToStruct(PropertyMap.Empty),
        SupportsResultReporting = true,
    })).Urn;

    /// <summary>Registers a resource, with the provider of that reference or the default one.</summary>
    public Task<RegisterResourceResponse> RegisterAsync(Declared declared, string provider = "") =>
        RegisterAsync(declared.Token, declared.Name, declared.Inputs, declared.After, provider, declared.With);

    /// <summary>Reads a resource that is not the stack's, as the static method <c>Get</c> of an SDK does.</summary>
    public async Task<PropertyMap> ReadAsync(string type, string name, string id) => WireCodec.FromStruct((await Client.ReadResourceAsync(
        new ReadResourceRequest
        {
            Type = $"orgs:index:{type}",
            Name = name,
            Id = id,
            Parent = _stack,
            Properties = WireCodec.ToStruct(PropertyMap.Empty),
            AcceptSecrets = true,
            AcceptResources = true,
        })).Properties);

    /// <summary>Registers an explicit provider; what is returned refers to it.</summary>
    public async Task<string> ProviderAsync(string name, PropertyMap inputs)
    {
        var registered = await RegisterAsync("pulumi:providers:orgs", name, inputs, [], "");
        return $"{registered.Urn}::{registered.Id}";
    }

    /// <summary>Calls a function.</summary>
    public async Task<PropertyMap> InvokeAsync(string function, PropertyMap arguments, string provider) =>
        WireCodec.FromStruct((await Client.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = $"orgs:index:{function}",
            Args = WireCodec.ToStruct(arguments),
            Provider = provider,
        })).Return);

    public void Dispose() => _channel.Dispose();

    private async Task<RegisterResourceResponse> RegisterAsync(
        string type, string name, PropertyMap inputs, IReadOnlyList<string> after, string provider, Action<RegisterResourceRequest>? with = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = type,
            Name = name,
            Parent = _stack,
            Custom = true,
            Provider = provider,
            Object = WireCodec.ToStruct(inputs),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsPartialValues = true,
            SupportsResultReporting = true,
        };
        // What was not registered, since something failed before, is not waited for.
        request.Dependencies.AddRange(after.Select(_urns.GetValueOrDefault).OfType<string>());
        with?.Invoke(request);
        var response = await Client.RegisterResourceAsync(request);
        if (response.Urn.Length > 0)
        {
            _urns[name] = response.Urn;
        }

        return response;
    }
}
