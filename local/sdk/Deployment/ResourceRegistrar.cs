using System.Collections.Immutable;
using Grpc.Core;
using Pulumi.Serialization;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace Pulumi;

/// <summary>Declares resources to the engine and fills their outputs with its answers.</summary>
internal sealed class ResourceRegistrar(DeploymentContext deployment)
{
    private const string LookUpToken = "pulumi:pulumi:getResource";

    /// <summary>Registers a resource, or reads one that exists, and ends all its outputs, with values or with the error.</summary>
    public async Task RegisterAsync(Resource resource, ResourceArgs args, ResourceOptions options, bool remote)
    {
        try
        {
            Resolve(resource, await ObtainAsync(resource, args, options, remote).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is RpcException or InvalidArgumentsException)
        {
            var reason = exception is RpcException { Status.Detail: var detail } ? detail : exception.Message;
            throw Fail(resource, new ResourceException(
                $"{resource.GetResourceName()} ({resource.GetResourceType()}): {reason}", resource, hideStack: true));
        }
        catch (Exception exception)
        {
            Fail(resource, exception);
            throw;
        }
    }

    /// <summary>Says what a component's outputs are.</summary>
    public async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var given = await outputs.GetValueAsync(whenUnknown: ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var keepResources = await deployment.SupportsAsync(Features.ResourceReferences).ConfigureAwait(false);
        var written = await ValueWriter.WritePropertiesAsync([.. given], keepResources).ConfigureAwait(false);
        await deployment.Monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest
        {
            Urn = urn,
            Outputs = WireCodec.ToStruct(written.Values),
        }).ConfigureAwait(false);
    }

    private static Exception Fail(Resource resource, Exception exception)
    {
        foreach (var source in resource.OutputSources.Values)
        {
            source.Fail(exception);
        }

        return exception;
    }

    private async Task<ResourceState> ObtainAsync(Resource resource, ResourceArgs args, ResourceOptions options, bool remote)
    {
        if (options.Urn is { } urn)
        {
            return await LookUpAsync(urn).ConfigureAwait(false);
        }

        var description = await DescribeAsync(resource, args, options, remote).ConfigureAwait(false);
        var id = options.Id is null ? null : await options.Id.ToOutput().Data.ConfigureAwait(false);
        // Generated constructors may say an empty id where they mean none.
        return id is null or { IsKnown: true, Value: null or "" }
            ? await RegisterAsync(resource, description).ConfigureAwait(false)
            : await ReadAsync(resource, id, description).ConfigureAwait(false);
    }

    private async Task<ResourceState> LookUpAsync(string urn)
    {
        var answer = await deployment.Monitor.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = LookUpToken,
            Args = WireCodec.ToStruct(PropertyMap.Of(("urn", urn))),
            AcceptResources = true,
        }).ConfigureAwait(false);
        var found = WireCodec.FromStruct(answer.Return);
        return new ResourceState(
            urn,
            (found.Find("id") as StringValue)?.Value ?? "",
            (found.Find("state")?.Unwrap() as MapValue)?.Properties ?? PropertyMap.Empty);
    }

    private async Task<ResourceState> ReadAsync(Resource resource, OutputData<string> id, RegisterResourceRequest description)
    {
        var request = new ReadResourceRequest
        {
            Id = id.IsKnown ? id.Value : Signatures.Unknown,
            Type = description.Type,
            Name = description.Name,
            Parent = description.Parent,
            Properties = description.Object,
            Dependencies = { description.Dependencies },
            Provider = description.Provider,
            Version = description.Version,
            PluginDownloadURL = description.PluginDownloadURL,
            AcceptSecrets = true,
            AcceptResources = true,
            AdditionalSecretOutputs = { description.AdditionalSecretOutputs },
        };
        var answer = await deployment.Monitor.ReadResourceAsync(resource, request).ConfigureAwait(false);
        return new ResourceState(answer.Urn, id.IsKnown ? id.Value : "", WireCodec.FromStruct(answer.Properties));
    }

    private async Task<ResourceState> RegisterAsync(Resource resource, RegisterResourceRequest request)
    {
        var answer = await deployment.Monitor.RegisterResourceAsync(resource, request).ConfigureAwait(false);
        return new ResourceState(answer.Urn, answer.Id, WireCodec.FromStruct(answer.Object))
        {
            Dependencies = answer.PropertyDependencies.ToDictionary(
                static property => property.Key,
                static property => property.Value.Urns
                    .Select(static urn => (Resource)new DependencyResource(urn))
                    .ToImmutableHashSet()),
            HasFailed = answer.Result != Result.Success,
        };
    }

    /// <summary>Waits for all that the resource is made of, and says it in the engine's terms.</summary>
    private async Task<RegisterResourceRequest> DescribeAsync(
        Resource resource, ResourceArgs args, ResourceOptions options, bool remote)
    {
        // Read before anything is awaited: later changes to the arguments are not part of the declaration.
        KeyValuePair<string, object?>[] given = [.. args.Read()];
        var keepResources = await deployment.SupportsAsync(Features.ResourceReferences).ConfigureAwait(false);
        var properties = await ValueWriter.WritePropertiesAsync(given, keepResources).ConfigureAwait(false);
        var dependsOn = await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false);
        var parent = options.Parent ?? (resource is Stack ? null : deployment.Stack);

        var request = new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = resource is CustomResource,
            Remote = remote,
            Parent = parent is null ? "" : await parent.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false),
            Object = WireCodec.ToStruct(properties.Values),
            Version = options.Version ?? "",
            PluginDownloadURL = options.PluginDownloadURL ?? "",
            IgnoreChanges = { options.IgnoreChanges },
            ReplaceOnChanges = { options.ReplaceOnChanges },
            CustomTimeouts = options.CustomTimeouts?.ToWire(),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
        };
        if (options.Protect is { } protect)
        {
            request.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            request.RetainOnDelete = retain;
        }

        if (options.DeletedWith is { } deletedWith)
        {
            request.DeletedWith = await DeletedWithAsync(resource, deletedWith).ConfigureAwait(false);
        }

        if (options is CustomResourceOptions custom)
        {
            request.ImportId = custom.ImportId ?? "";
            request.AdditionalSecretOutputs.Add(custom.AdditionalSecretOutputs);
            request.DeleteBeforeReplace = custom.DeleteBeforeReplace ?? false;
            request.DeleteBeforeReplaceDefined = custom.DeleteBeforeReplace is not null;
            request.Provider = custom.Provider is { } provider ? await provider.ReferenceAsync().ConfigureAwait(false) : "";
        }

        if (remote && options is ComponentResourceOptions component)
        {
            IEnumerable<ProviderResource> providers = options.Provider is { } one ? [one] : component.Providers;
            foreach (var provider in providers)
            {
                request.Providers[provider.Package] = await provider.ReferenceAsync().ConfigureAwait(false);
            }
        }

        await AddAliasesAsync(request, resource, options).ConfigureAwait(false);
        await AddDependenciesAsync(request, dependsOn, properties).ConfigureAwait(false);
        return request;
    }

    private async Task<string> DeletedWithAsync(Resource resource, Resource deletedWith)
    {
        if (!await deployment.SupportsAsync(Features.DeletedWith).ConfigureAwait(false))
        {
            throw new ResourceException(
                "This engine does not know the option DeletedWith; update the Pulumi CLI.", resource, hideStack: true);
        }

        return await deletedWith.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
    }

    private async Task AddAliasesAsync(RegisterResourceRequest request, Resource resource, ResourceOptions options)
    {
        if (await deployment.SupportsAsync(Features.AliasSpecs).ConfigureAwait(false))
        {
            foreach (var alias in options.Aliases)
            {
                var data = await alias.ToOutput().Data.ConfigureAwait(false);
                if (data.IsKnown)
                {
                    request.Aliases.Add(await AliasResolver.ToWireAsync(data.Value).ConfigureAwait(false));
                }
            }

            return;
        }

        foreach (var alias in AliasResolver.AllUrns(resource, options.Parent))
        {
            var urn = await alias.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
            if (urn.Length > 0 && !request.AliasURNs.Contains(urn))
            {
                request.AliasURNs.Add(urn);
            }
        }
    }

    private static async Task AddDependenciesAsync(
        RegisterResourceRequest request, IEnumerable<Resource> dependsOn, WrittenProperties properties)
    {
        var all = new SortedSet<string>(await DependencyGraph.UrnsAsync(dependsOn).ConfigureAwait(false), StringComparer.Ordinal);
        foreach (var (property, resources) in properties.Dependencies)
        {
            var urns = await DependencyGraph.UrnsAsync(resources).ConfigureAwait(false);
            all.UnionWith(urns);
            request.PropertyDependencies.Add(property, new RegisterResourceRequest.Types.PropertyDependencies { Urns = { urns } });
        }

        request.Dependencies.Add(all);
    }

    private void Resolve(Resource resource, ResourceState state)
    {
        // In a preview, and for a resource that failed, a property without a value may still get one.
        var absent = new OutputData<object?>(null, IsKnown: !deployment.Settings.IsDryRun && !state.HasFailed, IsSecret: false, []);
        foreach (var (name, source) in resource.OutputSources)
        {
            source.Resolve(name switch
            {
                ResourceOutputs.Urn => OutputData.Known<object?>(state.Urn),
                ResourceOutputs.Id => new OutputData<object?>(state.Id, IsKnown: state.Id.Length > 0, IsSecret: false, []),
                _ when state.Properties.TryGetValue(name, out var value) => Read(name, value, source.ValueType),
                _ => absent,
            });
        }

        OutputData<object?> Read(string name, PropertyValue value, Type type)
        {
            var data = ValueReader.Read(
                $"{resource.GetResourceName()}.{name}", value, type, problem => deployment.Warn(problem, resource));
            return data with { Dependencies = state.Dependencies.GetValueOrDefault(name, []) };
        }
    }

    private sealed record ResourceState(string Urn, string Id, PropertyMap Properties)
    {
        public IReadOnlyDictionary<string, ImmutableHashSet<Resource>> Dependencies { get; init; } =
            ImmutableDictionary<string, ImmutableHashSet<Resource>>.Empty;

        public bool HasFailed { get; init; }
    }
}
