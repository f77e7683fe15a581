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
    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = MonitorFeatures.IsSupported(request.Id) });

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

        var goal = new ResourceGoal
        {
            Type = request.Type,
            Name = request.Name,
            Custom = true,
            Parent = Urn.ParseOptional(request.Parent),
            Properties = WireValues.FromStruct(request.Properties),
            Dependencies = Urns(request.Dependencies),
            Provider = ReferenceOf(request.Provider),
            Version = request.Version,
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
        };
        var registration = await session.Registrar.ReadAsync(goal, Signatures.IsUnknown(request.Id) ? null : request.Id);
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
        InvokeResult result;
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
            Failures =
            {
                result.Failures.Select(static failure =>
                    new Pulumirpc.CheckFailure { Property = failure.Property, Reason = failure.Reason }),
            },
        };
    });

    public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
    {
        await session.ProgramDoneAsync(context.CancellationToken);
        return new Empty();
    }

    private static ResourceGoal GoalOf(RegisterResourceRequest request)
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

        return new ResourceGoal
        {
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            // Which plugin an explicit provider wants is part of its own configuration.
            Properties = ResourceTypes.IsProvider(request.Type) ? ProviderRegistry.WithVersion(properties, request.Version) : properties,
            Parent = Urn.ParseOptional(request.Parent),
            Protect = request.HasProtect ? request.Protect : null,
            Dependencies = Urns(request.Dependencies),
            PropertyDependencies = urns.ToImmutableDictionary(static entry => entry.Key, static entry => Urns(entry.Value)),
            Provider = ReferenceOf(request.Provider),
            Version = request.Version,
            DeleteBeforeReplace = request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace ? request.DeleteBeforeReplace : null,
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            Aliases = [.. request.Aliases.Select(AliasOf)],
            ImportId = request.ImportId,
            CustomTimeouts = TimeoutsOf(request.CustomTimeouts),
            RetainOnDelete = request.HasRetainOnDelete ? request.RetainOnDelete : null,
            DeletedWith = Urn.ParseOptional(request.DeletedWith),
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
            Stack = TextOf(alias.Spec.Stack),
            Project = TextOf(alias.Spec.Project),
            Parent = Urn.ParseOptional(alias.Spec.ParentUrn),
            NoParent = alias.Spec.NoParent,
        }
        : new AliasSpec { Urn = Urn.Parse(alias.Urn) };

    private static CustomTimeouts TimeoutsOf(RegisterResourceRequest.Types.CustomTimeouts? timeouts) => timeouts is null
        ? CustomTimeouts.None
        : new CustomTimeouts(
            CustomTimeouts.ParseSeconds(timeouts.Create),
            CustomTimeouts.ParseSeconds(timeouts.Update),
            CustomTimeouts.ParseSeconds(timeouts.Delete),
            CustomTimeouts.ParseSeconds(timeouts.Read));

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

/// <summary>What this monitor does beyond the minimum, by the names that programs ask with.</summary>
internal static class MonitorFeatures
{
    private static readonly FrozenSet<string> Supported =
        FrozenSet.Create("secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith");

    public static bool IsSupported(string feature) => Supported.Contains(feature);
}
