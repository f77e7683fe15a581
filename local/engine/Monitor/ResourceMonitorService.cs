using System.Collections.Frozen;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Monitor;

/// <summary>What a program talks to: its requests become registrations, what came of them its answers.</summary>
/// <param name="session">The deployment that is under way.</param>
internal sealed class ResourceMonitorService(MonitorSession session) : ResourceMonitor.ResourceMonitorBase
{
    /// <summary>What this monitor does beyond the minimum, by the names that programs ask with.</summary>
    private static readonly FrozenSet<string> Features =
        FrozenSet.Create("secrets", "resourceReferences", "outputValues", "aliasSpecs");

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest request,
        ServerCallContext context) => GuardAsync(async () =>
    {
        if (request.Remote)
        {
            throw new RpcException(new Status(
                StatusCode.Unimplemented,
                $"'{request.Type}' is a component that its provider constructs; this engine supports components of programs only"));
        }

        var registration = await session.Registrar.RegisterAsync(GoalOf(request));
        if (registration.Outcome != RegistrationOutcome.Done && !request.SupportsResultReporting)
        {
            throw new RpcException(new Status(StatusCode.Internal, "resource registration failed"));
        }

        // A component's outputs are those of the run before until the program registers new ones: they may refer to what is
        // not registered yet.
        var outputs = request.Custom ? registration.Outputs : PropertyMap.Empty;
        if (!request.SupportsPartialValues)
        {
            outputs = new PropertyMap(outputs.Where(static output => !output.Value.ContainsUnknowns()));
        }

        return new RegisterResourceResponse
        {
            Urn = registration.Urn.Text,
            Id = registration.Id,
            Object = WireValues.ToStruct(outputs, request.AcceptSecrets, request.AcceptResources),
            Result = registration.Outcome switch
            {
                RegistrationOutcome.Done => Result.Success,
                RegistrationOutcome.Failed => Result.Fail,
                _ => Result.Skip,
            },
        };
    });

    public override Task<ReadResourceResponse> ReadResource(
        ReadResourceRequest request,
        ServerCallContext context) => GuardAsync(async () =>
    {
        if (request.Id.Length == 0)
        {
            throw new RegistrationException($"an id is needed to read {request.Type} '{request.Name}'");
        }

        var parent = Urn.ParseOptional(request.Parent);
        var wanted = new StackResource
        {
            Urn = session.Registrar.UrnOf(parent, request.Type, request.Name),
            Custom = true,
            External = true,
            Id = request.Id,
            Inputs = WireValues.FromStruct(request.Properties),
            Parent = parent,
            Dependencies = Urns(request.Dependencies),
            Provider = ReferenceOf(request.Provider),
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        };
        var registration = await session.Registrar.ReadAsync(new ResourceGoal(wanted) { Version = request.Version });
        return registration.Outcome == RegistrationOutcome.Done
            ? new ReadResourceResponse
            {
                Urn = registration.Urn.Text,
                Properties = WireValues.ToStruct(registration.Outputs, request.AcceptSecrets, request.AcceptResources),
            }
            // A read has no way to answer that it failed but to fail.
            : throw new RpcException(new Status(StatusCode.Internal, $"resource '{request.Name}' could not be read"));
    });

    public override Task<Empty> RegisterResourceOutputs(
        RegisterResourceOutputsRequest request,
        ServerCallContext context) => GuardAsync(async () =>
    {
        var outputs = WireValues.FromStruct(request.Outputs);
        await session.Registrar.RegisterOutputsAsync(Urn.Parse(request.Urn), outputs);
        return new Empty();
    });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) => GuardAsync(async () =>
    {
        var reference = await session.Registrar.ResolveProviderAsync(ReferenceOf(request.Provider), request.Tok, request.Version);
        var provider = await session.Registry.GetAsync(reference, session.Abort);
        var arguments = WireValues.FromStruct(request.Args);
        InvokeAnswer result;
        try
        {
            result = await provider.InvokeAsync(request.Tok, arguments, session.Abort);
        }
        catch (ProviderException exception)
        {
            throw new ProviderException($"invocation of {request.Tok} returned an error: {exception.Message}", exception);
        }

        return new ResourceInvokeResponse
        {
            Return = WireValues.ToStruct(result.Return, secrets: true, request.AcceptResources),
            Failures = { result.Failures },
        };
    });

    public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
    {
        await session.ProgramDoneAsync(context.CancellationToken);
        return new Empty();
    }

    private ResourceGoal GoalOf(RegisterResourceRequest request)
    {
        var urns = request.PropertyDependencies.ToDictionary(static entry => entry.Key, static entry => entry.Value.Urns.ToHashSet());
        var properties = WireValues.FromStruct(request.Object, AddDependency);
        if (request.PropertyDependencies.Count == 0)
        {
            // A program that does not say what each property depends on means that each may depend on all.
            foreach (var (name, _) in properties)
            {
                foreach (var urn in request.Dependencies)
                {
                    AddDependency(name, urn);
                }
            }
        }

        var parent = Urn.ParseOptional(request.Parent);
        var wanted = new StackResource
        {
            Urn = session.Registrar.UrnOf(parent, request.Type, request.Name),
            Custom = request.Custom,
            // Which plugin an explicit provider wants is part of its own configuration.
            Inputs = ResourceTypes.IsProvider(request.Type) ? ProviderRegistry.WithVersion(properties, request.Version) : properties,
            Parent = parent,
            Dependencies = Urns(request.Dependencies),
            PropertyDependencies = urns.ToImmutableDictionary(static entry => entry.Key, static entry => Urns(entry.Value)),
            Provider = ReferenceOf(request.Provider),
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            ImportId = request.ImportId,
        };
        return new ResourceGoal(wanted)
        {
            Version = request.Version,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace ? request.DeleteBeforeReplace : null,
            Aliases = [.. request.Aliases.Select(AliasOf)],
            Protect = request.HasProtect ? request.Protect : null,
            RetainOnDelete = request.HasRetainOnDelete ? request.RetainOnDelete : null,
        };

        void AddDependency(string property, string urn)
        {
            if (!urns.TryGetValue(property, out var known))
            {
                urns.Add(property, known = []);
            }

            known.Add(urn);
        }
    }

    private static AliasSpec AliasOf(Alias alias) => alias.AliasCase == Alias.AliasOneofCase.Spec
        ? new AliasSpec
        {
            Name = TextOf(alias.Spec.Name),
            Type = TextOf(alias.Spec.Type),
            Parent = Urn.ParseOptional(alias.Spec.ParentUrn),
            NoParent = alias.Spec.NoParent,
        }
        : new AliasSpec { Urn = Urn.Parse(alias.Urn) };

    private static string? TextOf(string text) => text.Length == 0 ? null : text;

    private static ProviderReference? ReferenceOf(string reference) => reference.Length == 0 ? null : ProviderReference.Parse(reference);

    private static IReadOnlyList<Urn> Urns(IEnumerable<string> urns) =>
        [.. urns.Distinct().Order(StringComparer.Ordinal).Select(Urn.Parse)];

    private async Task<TResponse> GuardAsync<TResponse>(Func<Task<TResponse>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception exception) when (exception is FormatException or RegistrationException)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message));
        }
        catch (StepSkippedException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "resource monitor shut down"));
        }
        catch (Exception exception) when (exception is ProviderException or StateException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, exception.Message));
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            // A fault of the engine's own. Where it is thrown from says most about it, and the program would not pass that on.
            session.Log(new Diagnostic(DiagnosticSeverity.Error, $"the engine failed: {exception}"));
            throw new RpcException(new Status(StatusCode.Internal, $"the engine failed: {exception.Message}"));
        }
    }
}
