using Grpc.Core;
using Pulumi.Serialization;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace Pulumi;

/// <summary>Declares resources to the engine and fills their outputs with its answers.</summary>
internal sealed class ResourceRegistrar(RunningDeployment deployment)
{
    /// <summary>Registers a resource, or reads one that exists, and ends all its outputs, with values or with the error.</summary>
    public async Task RegisterAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        try
        {
            Resolve(resource, await ObtainAsync(resource, args, options));
        }
        catch (Exception exception) when (exception is RpcException or InvalidArgumentsException)
        {
            var reason = exception is RpcException { Status.Detail: var detail } ? detail : exception.Message;
            throw Fail(resource, new ResourceException(
                $"{resource.GetResourceName()} ({resource.GetResourceType()}): {reason}", resource));
        }
        catch (Exception exception)
        {
            Fail(resource, exception);
            throw;
        }
    }

    /// <summary>Says what a component's outputs are.</summary>
    /// <exception cref="RunException">One of them has no form on the wire.</exception>
    public async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "");
        var given = await outputs.GetValueAsync(whenUnknown: ImmutableDictionary<string, object?>.Empty);
        try
        {
            var written = await ValueWriter.WritePropertiesAsync([.. given]);
            await deployment.Engine.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest
            {
                Urn = urn,
                Outputs = WireCodec.ToStruct(written.Values),
            });
        }
        catch (InvalidArgumentsException exception)
        {
            throw new RunException($"The outputs of {resource.GetResourceName()} cannot be sent: {exception.Message}", exception);
        }
    }

    private static Exception Fail(Resource resource, Exception exception)
    {
        foreach (var source in resource.OutputSources.Values)
        {
            source.Fail(exception);
        }

        return exception;
    }

    private async Task<RegisteredState> ObtainAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var description = await DescribeAsync(resource, args, options);
        var id = options.Id is null ? null : await options.Id.ToOutput().Data;
        // Generated constructors may say an empty id where they mean none.
        return id is null or { IsKnown: true, Value: null or "" }
            ? await RegisterAsync(resource, description)
            : await ReadAsync(resource, id, description);
    }

    private async Task<RegisteredState> ReadAsync(Resource resource, OutputData<string> id, RegisterResourceRequest description)
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
            AcceptSecrets = true,
            AdditionalSecretOutputs = { description.AdditionalSecretOutputs },
        };
        var answer = await deployment.Engine.ReadResourceAsync(resource, request);
        return new RegisteredState(answer.Urn, id.IsKnown ? id.Value : "", WireCodec.FromStruct(answer.Properties), HasFailed: false);
    }

    private async Task<RegisteredState> RegisterAsync(Resource resource, RegisterResourceRequest request)
    {
        var answer = await deployment.Engine.RegisterResourceAsync(resource, request);
        return new RegisteredState(answer.Urn, answer.Id, WireCodec.FromStruct(answer.Object), HasFailed: answer.Result != Result.Success);
    }

    /// <summary>Waits for all that the resource is made of, and says it in the engine's terms.</summary>
    private async Task<RegisterResourceRequest> DescribeAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        // Read before anything is awaited: later changes to the arguments are not part of the declaration.
        KeyValuePair<string, object?>[] given = [.. args.Read()];
        var properties = await ValueWriter.WritePropertiesAsync(given);
        var parent = options.Parent ?? (resource is Stack ? null : deployment.Stack);
        var request = new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = resource is CustomResource,
            Parent = parent is null ? "" : await parent.Urn.GetValueAsync(whenUnknown: ""),
            Object = WireCodec.ToStruct(properties.Values),
            Version = options.Version ?? "",
            IgnoreChanges = { options.IgnoreChanges },
            ReplaceOnChanges = { options.ReplaceOnChanges },
            AcceptSecrets = true,
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

        if (options is CustomResourceOptions custom)
        {
            request.ImportId = custom.ImportId ?? "";
            request.AdditionalSecretOutputs.Add(custom.AdditionalSecretOutputs);
            request.DeleteBeforeReplace = custom.DeleteBeforeReplace ?? false;
            request.DeleteBeforeReplaceDefined = custom.DeleteBeforeReplace is not null;
            request.Provider = custom.Provider is { } provider ? await provider.ReferenceAsync() : "";
        }

        foreach (var alias in options.Aliases)
        {
            if (await alias.ToOutput().Data is { IsKnown: true, Value: var known })
            {
                request.Aliases.Add(await known.ToWireAsync());
            }
        }

        await AddDependenciesAsync(request, await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []), properties);
        return request;
    }

    private static async Task AddDependenciesAsync(
        RegisterResourceRequest request, IEnumerable<Resource> dependsOn, WrittenProperties properties)
    {
        var all = new SortedSet<string>(await DependencyGraph.UrnsAsync(dependsOn), StringComparer.Ordinal);
        foreach (var (property, resources) in properties.Dependencies)
        {
            var urns = await DependencyGraph.UrnsAsync(resources);
            all.UnionWith(urns);
            request.PropertyDependencies.Add(property, new RegisterResourceRequest.Types.PropertyDependencies { Urns = { urns } });
        }

        request.Dependencies.Add(all);
    }

    private void Resolve(Resource resource, RegisteredState state)
    {
        // In a preview, and for a resource that failed, a property without a value may still get one.
        var absent = new OutputData<object?>(null, IsKnown: !deployment.Settings.IsDryRun && !state.HasFailed, IsSecret: false, []);
        foreach (var (name, source) in resource.OutputSources)
        {
            source.Resolve(name switch
            {
                ResourceOutputs.Urn => OutputData.Known<object?>(state.Urn),
                ResourceOutputs.Id => new OutputData<object?>(state.Id, IsKnown: state.Id.Length > 0, IsSecret: false, []),
                _ when state.Properties.TryGetValue(name, out var value) => ValueReader.Read(
                    $"{resource.GetResourceName()}.{name}", value, source.ValueType, problem => deployment.Warn(problem, resource)),
                _ => absent,
            });
        }
    }

    private sealed record RegisteredState(string Urn, string Id, PropertyMap Properties, bool HasFailed);
}
