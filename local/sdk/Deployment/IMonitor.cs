using Pulumirpc;

namespace Pulumi;

/// <summary>The engine as a program sees it: it takes resources and says what became of them.</summary>
internal interface IMonitor
{
    Task<bool> SupportsFeatureAsync(string feature);

    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    /// <summary>Says that the program has declared all it has, and waits until it may exit.</summary>
    Task SignalAndWaitForShutdownAsync();
}
