using System.Collections.Concurrent;
using System.Security.Cryptography;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Takes the registrations of a program, many at once, and decides for each what is to be done: nothing, create, update,
/// replace, import or read. A program registers a resource when what it needs is there, which is what orders the steps.
/// </summary>
/// <param name="context">The deployment.</param>
/// <param name="config">The settings of a package's default provider.</param>
public sealed class Registrar(DeploymentContext context, Func<string, PropertyMap> config)
{
    private const int SeedSize = 32;

    private readonly Lock _gate = new();
    private readonly ResourceIndex _index = new(context);
    private readonly ResourceSteps _steps = new(context, new StepRunner(context));
    private readonly ReplacementPlanner _planner = new(context);

    // All of these are guarded by the gate.
    private readonly Dictionary<Urn, ResourceGoal> _goals = [];
    private readonly Dictionary<Urn, StateEntry> _done = [];
    private readonly HashSet<Urn> _unavailable = [];
    private readonly HashSet<Urn> _replaced = [];
    private readonly Dictionary<Urn, Task> _deletedEarly = [];
    private readonly List<Task> _underWay = [];
    private PropertyMap? _stackOutputs;

    private readonly ConcurrentDictionary<(string Package, string Version), Lazy<Task<ProviderReference>>> _defaultProviders = new();
    private readonly ConcurrentDictionary<(ProviderReference, ProviderReference), Lazy<Task<bool>>> _providerChanges = new();

    /// <summary>The URN of the stack's own resource; null as long as the program has not registered it.</summary>
    public Urn? Stack { get; private set; }

    /// <summary>The stack's outputs as the program gave them; null if it has not.</summary>
    public PropertyMap? StackOutputs
    {
        get
        {
            lock (_gate)
            {
                return _stackOutputs;
            }
        }
    }

    /// <summary>Deals with one resource of the program. What goes wrong is reported; the answer says that it did.</summary>
    public Task<Registration> RegisterAsync(ResourceGoal goal)
    {
        goal = Inherit(goal);
        var urn = context.UrnOf(goal.Parent, goal.Type, goal.Name);
        return TrackAsync(urn, async () =>
        {
            ProviderReference? provider = goal.Custom && !ResourceTypes.IsProvider(goal.Type)
                ? await ResolveProviderAsync(goal.Provider, goal.Type, goal.Version)
                : null;
            IEnumerable<Urn> needs = [.. goal.Dependencies, .. goal.PropertyDependencies.Values.SelectMany(static urns => urns)];
            var (old, earlyDeletion) = Claim(urn, goal.Type, goal.Name, goal.Parent, goal.Aliases, needs, provider);
            lock (_gate)
            {
                _goals[urn] = goal;
            }

            if (earlyDeletion is not null)
            {
                await earlyDeletion;
            }

            using var turn = await TurnAsync();
            var entry = await DeployAsync(goal, urn, provider, old, recreating: earlyDeletion is not null);
            if (goal.Type == ResourceTypes.Stack)
            {
                Stack = urn;
            }

            return Registration.Done(entry.State);
        });
    }

    /// <summary>Reads one resource that is not the stack's.</summary>
    public Task<Registration> ReadAsync(ReadGoal goal)
    {
        var urn = context.UrnOf(goal.Parent, goal.Type, goal.Name);
        return TrackAsync(urn, async () =>
        {
            var reference = await ResolveProviderAsync(goal.Provider, goal.Type, goal.Version);
            var (old, _) = Claim(urn, goal.Type, goal.Name, goal.Parent, [], goal.Dependencies, reference);
            using var turn = await TurnAsync();
            var provider = await context.Registry.GetAsync(reference, context.Control.Abort);
            var wanted = new ResourceState
            {
                Urn = urn,
                Custom = true,
                External = true,
                Id = goal.Id ?? Signatures.Unknown,
                Inputs = goal.Properties,
                Parent = goal.Parent,
                Dependencies = goal.Dependencies,
                Provider = reference.ToString(),
                AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
            };
            var entry = await _steps.ReadAsync(wanted, goal.Id is not null, provider, old);
            Done(entry);
            return Registration.Done(entry.State);
        });
    }

    /// <summary>Records the outputs that a program gives a component, or the stack, once it is complete.</summary>
    /// <exception cref="RegistrationException">There is no such resource.</exception>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task RegisterOutputsAsync(Urn urn, PropertyMap outputs)
    {
        StateEntry? entry;
        lock (_gate)
        {
            if (_unavailable.Contains(urn))
            {
                return;
            }

            if (!_done.TryGetValue(urn, out entry))
            {
                throw new RegistrationException($"outputs were given for '{urn}', which is not registered");
            }

            if (urn == Stack)
            {
                // Only the end of the run shows whether an output that is missing is gone or was not reached.
                _stackOutputs = outputs;
                return;
            }
        }

        await RecordOutputsAsync(entry, outputs);
    }

    /// <summary>Records the stack's outputs. After a failure those that the program did not get to keep their last value.</summary>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task RecordStackOutputsAsync()
    {
        if (Stack is not { } stack || StackOutputs is not { } outputs)
        {
            return;
        }

        StateEntry entry;
        lock (_gate)
        {
            entry = _done[stack];
        }

        if (!context.Options.Preview)
        {
            outputs = new PropertyMap(outputs.Where(static output => !output.Value.ContainsUnknowns()));
        }

        if (context.Control.Failed)
        {
            outputs = outputs.Aggregate(entry.State.Outputs, static (all, output) => all.With(output.Key, output.Value));
        }

        await RecordOutputsAsync(entry, outputs);
    }

    /// <summary>What the program no longer has: to be deleted when all the rest is done.</summary>
    public IReadOnlyList<StateEntry> FindUnwanted()
    {
        lock (_gate)
        {
            return [.. context.State.Entries.Where(entry => entry.State.Delete || !_index.IsRegistered(entry.State.Urn))];
        }
    }

    /// <summary>Waits until all that the program has asked for is done, also when the program itself has gone.</summary>
    public async Task WhenIdleAsync()
    {
        while (true)
        {
            Task[] underWay;
            lock (_gate)
            {
                _underWay.RemoveAll(static task => task.IsCompleted);
                underWay = [.. _underWay];
            }

            if (underWay.Length == 0)
            {
                return;
            }

            await Task.WhenAll(underWay);
        }
    }

    /// <summary>The package's default provider, registered when it is first asked for.</summary>
    /// <exception cref="StepSkippedException">It could not be had, as has been reported.</exception>
    public Task<ProviderReference> DefaultProviderAsync(string package, string version) => _defaultProviders.GetOrAdd(
        (package, version),
        key => new Lazy<Task<ProviderReference>>(() => RegisterDefaultProviderAsync(key.Package, key.Version))).Value;

    /// <summary>The provider that serves a type or function.</summary>
    /// <exception cref="RegistrationException">The one asked for is not registered.</exception>
    /// <exception cref="StepSkippedException">It could not be had, as has been reported.</exception>
    public async Task<ProviderReference> ResolveProviderAsync(ProviderReference? asked, string token, string version)
    {
        if (asked is not { } reference)
        {
            return await DefaultProviderAsync(ResourceTypes.PackageOf(token), version);
        }

        lock (_gate)
        {
            if (_unavailable.Contains(reference.Urn))
            {
                throw new StepSkippedException();
            }

            return _done.ContainsKey(reference.Urn)
                ? reference
                : throw new RegistrationException($"unknown provider '{reference}' for {token}");
        }
    }

    private static string DefaultProviderName(string version) =>
        version.Length == 0 ? "default" : "default_" + version.Replace('.', '_').Replace('-', '_').Replace('+', '_');

    private async Task<ProviderReference> RegisterDefaultProviderAsync(string package, string version)
    {
        var properties = config(package);
        if (version.Length > 0)
        {
            properties = properties.With("version", version).With("__internal", PropertyMap.Empty);
        }

        var registration = await RegisterAsync(new ResourceGoal
        {
            Type = ResourceTypes.ProviderOf(package),
            Name = DefaultProviderName(version),
            Custom = true,
            Properties = properties,
        });
        return registration.Outcome == RegistrationOutcome.Done
            ? new ProviderReference(registration.Urn, registration.Id)
            : throw new StepSkippedException();
    }

    private Task<Registration> TrackAsync(Urn urn, Func<Task<Registration>> register)
    {
        var task = GuardAsync(urn, register);
        if (!task.IsCompleted)
        {
            lock (_gate)
            {
                _underWay.Add(task);
            }
        }

        return task;
    }

    private async Task<Registration> GuardAsync(Urn urn, Func<Task<Registration>> register)
    {
        try
        {
            return await register();
        }
        catch (StepSkippedException)
        {
            return Unavailable(Registration.Skipped(urn));
        }
        catch (StepFailedException)
        {
            return Unavailable(Registration.Failed(urn));
        }
        catch (OperationCanceledException)
        {
            return Unavailable(Registration.Skipped(urn));
        }
        catch (DuplicateRegistrationException exception)
        {
            // The name stands for the resource that had it first, which may be well.
            context.Fail(exception.Message, urn);
            return Registration.Failed(urn);
        }
        catch (Exception exception) when (exception is RegistrationException or ProviderException or FormatException)
        {
            context.Fail(exception.Message, urn);
            return Unavailable(Registration.Failed(urn));
        }
        catch (StateException exception)
        {
            context.Control.MarkBroken();
            context.Fail(exception.Message);
            return Unavailable(Registration.Failed(urn));
        }
    }

    private Registration Unavailable(Registration registration)
    {
        lock (_gate)
        {
            _unavailable.Add(registration.Urn);
        }

        return registration;
    }

    private void Done(StateEntry entry)
    {
        lock (_gate)
        {
            _done[entry.State.Urn] = entry;
        }
    }

    /// <summary>A child is protected, kept and deleted with what its parent is, and uses its parent's provider.</summary>
    private ResourceGoal Inherit(ResourceGoal goal)
    {
        ResourceGoal? parent;
        lock (_gate)
        {
            parent = goal.Parent is { } urn ? _goals.GetValueOrDefault(urn) : null;
        }

        if (parent is null)
        {
            return goal;
        }

        var providers = goal.Custom
            ? goal.Providers
            : parent.Providers.Concat(goal.Providers).GroupBy(static entry => entry.Key).ToDictionary(static group => group.Key, static group => group.Last().Value);
        return goal with
        {
            Protect = goal.Protect ?? parent.Protect,
            RetainOnDelete = goal.RetainOnDelete ?? parent.RetainOnDelete,
            DeletedWith = goal.DeletedWith ?? parent.DeletedWith,
            Providers = providers,
            Provider = goal.Provider ?? InheritedProvider(goal, parent),
        };
    }

    private static ProviderReference? InheritedProvider(ResourceGoal goal, ResourceGoal parent)
    {
        if (!goal.Custom || ResourceTypes.IsProvider(goal.Type))
        {
            return null;
        }

        var package = ResourceTypes.PackageOf(goal.Type);
        foreach (var providers in (IReadOnlyDictionary<string, ProviderReference>[])[goal.Providers, parent.Providers])
        {
            if (providers.TryGetValue(package, out var reference))
            {
                return reference;
            }
        }

        return parent.Provider is { } used && ResourceTypes.PackageOf(used.Urn.Type) == package ? used : null;
    }

    private async Task<IDisposable> TurnAsync()
    {
        var turn = await context.Control.TurnAsync();
        if (!context.Control.Stopping)
        {
            return turn;
        }

        turn.Dispose();
        throw new StepSkippedException();
    }

    private (StateEntry? Old, Task? EarlyDeletion) Claim(
        Urn urn,
        string type,
        string name,
        Urn? parent,
        IReadOnlyList<AliasSpec> aliases,
        IEnumerable<Urn> needs,
        ProviderReference? provider)
    {
        lock (_gate)
        {
            if (parent is { } parentUrn)
            {
                if (!_done.ContainsKey(parentUrn) && !_unavailable.Contains(parentUrn))
                {
                    throw new RegistrationException($"could not find parent resource '{parentUrn}'");
                }

                needs = needs.Append(parentUrn);
            }

            if (provider is { } reference)
            {
                needs = needs.Append(reference.Urn);
            }

            var old = _index.Claim(urn, type, name, parent, aliases);
            if (context.Control.Stopping || needs.Any(_unavailable.Contains))
            {
                throw new StepSkippedException();
            }

            return (old, old is null ? null : _deletedEarly.GetValueOrDefault(old.State.Urn));
        }
    }

    private async Task<StateEntry> DeployAsync(
        ResourceGoal goal,
        Urn urn,
        ProviderReference? reference,
        StateEntry? old,
        bool recreating)
    {
        var wanted = StateOf(goal, urn, reference, old?.State);
        if (!context.Options.Preview && wanted.Inputs.Values.Any(static value => value.ContainsUnknowns()))
        {
            // A program goes on with unknown values after a failure that it was told of, or skipped.
            throw context.Control.Stopping || context.Control.Failed
                ? new StepSkippedException()
                : new RegistrationException("the program registered the resource with inputs that are not known");
        }

        IResourceProvider? provider = !goal.Custom
            ? null
            : reference is { } known ? await context.Registry.GetAsync(known, context.Control.Abort) : context.Registry;

        var imported = false;
        if (provider is not null && IsImport(goal, old?.State))
        {
            old = await _steps.ImportAsync(wanted, provider, recreating ? null : old);
            Done(old);
            imported = true;
            recreating = false;
        }

        var wasExternal = old is { State.External: true };
        var fresh = old is null || recreating || wasExternal;
        wanted = wanted with { Inputs = await CheckAsync(goal, urn, provider, fresh ? null : old!.State) };
        if (recreating)
        {
            Replaced(urn);
            return await CreateAsync(wanted, provider, old, ResourceDiff.None);
        }

        if (wasExternal)
        {
            return await TakeOwnershipAsync(wanted, provider, old!);
        }

        if (old is null)
        {
            return await CreateAsync(wanted, provider, null, ResourceDiff.None);
        }

        var diff = await DiffAsync(old.State, wanted, provider);
        if (old.State.PendingReplacement || (diff.Changed == true && diff.Replaces))
        {
            return await ReplaceAsync(goal, wanted, provider, old, diff);
        }

        if (diff.Changed == true || old.State.InitErrors.Count > 0)
        {
            await _steps.UpdateAsync(old, wanted, provider, diff, Done);
            return Find(urn);
        }

        if (imported)
        {
            return old;
        }

        var same = await _steps.SameAsync(old, wanted);
        Done(same);
        return same;
    }

    private static bool IsImport(ResourceGoal goal, ResourceState? old)
    {
        if (goal.ImportId.Length == 0 || ResourceTypes.IsProvider(goal.Type))
        {
            return false;
        }

        // What a resource was imported by need not be its id.
        return old is null || old.External || (old.ImportId.Length > 0 ? old.ImportId : old.Id) != goal.ImportId;
    }

    private static ResourceState StateOf(ResourceGoal goal, Urn urn, ProviderReference? provider, ResourceState? old) => new()
    {
        Urn = urn,
        Custom = goal.Custom,
        Inputs = goal.Properties,
        Parent = goal.Parent,
        Protect = goal.Protect ?? false,
        Dependencies = goal.Dependencies,
        Provider = provider?.ToString() ?? "",
        PropertyDependencies = goal.PropertyDependencies,
        AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
        Aliases = old is not null && old.Urn != urn ? [old.Urn] : [],
        CustomTimeouts = goal.CustomTimeouts,
        ImportId = goal.ImportId,
        RetainOnDelete = goal.RetainOnDelete ?? false,
        DeletedWith = goal.DeletedWith,
        IgnoreChanges = goal.IgnoreChanges,
        ReplaceOnChanges = goal.ReplaceOnChanges,
        Unrecognized = old?.Unrecognized ?? [],
    };

    /// <summary>The inputs as the provider takes them, after those whose changes are to be ignored were put back.</summary>
    private async Task<PropertyMap> CheckAsync(ResourceGoal goal, Urn urn, IResourceProvider? provider, ResourceState? old)
    {
        var inputs = old is null ? goal.Properties : IgnoreChanges(goal, urn, old);
        if (provider is null)
        {
            return inputs;
        }

        var result = await provider.CheckAsync(
            urn,
            old?.Inputs ?? PropertyMap.Empty,
            inputs,
            RandomNumberGenerator.GetBytes(SeedSize),
            context.Control.Abort);
        if (result.Failures.Count == 0)
        {
            return result.Inputs;
        }

        foreach (var failure in result.Failures)
        {
            context.Fail(failure.Property.Length == 0 ? failure.Reason : $"property {failure.Property}: {failure.Reason}", urn);
        }

        throw new StepFailedException(new RegistrationException($"'{urn}' has inputs that are wrong"));
    }

    private PropertyMap IgnoreChanges(ResourceGoal goal, Urn urn, ResourceState old)
    {
        var inputs = goal.Properties;
        foreach (var path in goal.IgnoreChanges)
        {
            if (!PropertyPath.Parse(path).TryReset(old.Inputs, inputs, out inputs))
            {
                context.Report(DiagnosticSeverity.Info, $"cannot ignore changes in added or removed elements of the path {path}", urn);
            }
        }

        return inputs;
    }

    private async Task<ResourceDiff> DiffAsync(ResourceState old, ResourceState wanted, IResourceProvider? provider)
    {
        if (wanted.DeletedWith is { } with && IsReplaced(with))
        {
            return ResourceDiff.ReplaceBecauseOf("deletedWith");
        }

        if (await IsProviderChangedAsync(old, wanted))
        {
            return ResourceDiff.ReplaceBecauseOf("provider");
        }

        var diff = provider is null
            ? new ResourceDiff { Changed = null }
            : await provider.DiffAsync(old, wanted.Urn, wanted.Inputs, wanted.IgnoreChanges, context.Control.Abort);
        if (diff.Changed is null)
        {
            var compared = ResourceDiff.Of(PropertyComparison.Compare(old.Inputs, wanted.Inputs)
                .ToDictionary(static change => change.Path, static change => change.Kind));
            diff = compared with { ReplaceKeys = diff.ReplaceKeys, DeleteBeforeReplace = diff.DeleteBeforeReplace };
        }

        return ReplaceOnChanges.Apply(diff, wanted.ReplaceOnChanges, old.InitErrors.Count > 0);
    }

    private async Task<bool> IsProviderChangedAsync(ResourceState old, ResourceState wanted)
    {
        if (old.Provider == wanted.Provider)
        {
            return false;
        }

        if (old.Provider.Length == 0 || wanted.Provider.Length == 0)
        {
            return true;
        }

        var (before, after) = (ProviderReference.Parse(old.Provider), ProviderReference.Parse(wanted.Provider));
        ResourceState? oldProvider;
        ResourceState newProvider;
        lock (_gate)
        {
            if (before.Urn != after.Urn && _index.NewName(before.Urn) == after.Urn)
            {
                return false;
            }

            oldProvider = _index.FindOld(before.Urn)?.State;
            newProvider = _done[after.Urn].State;
        }

        // One comparison serves all resources that the two providers have in common.
        return oldProvider is not null && await _providerChanges.GetOrAdd(
            (before, after),
            key => new Lazy<Task<bool>>(() =>
                context.Registry.ForcesReplacementAsync(after, oldProvider, newProvider, context.Control.Abort))).Value;
    }

    private async Task<StateEntry> ReplaceAsync(
        ResourceGoal goal,
        ResourceState wanted,
        IResourceProvider? provider,
        StateEntry old,
        ResourceDiff diff)
    {
        if (wanted.Protect && old.State.Protect)
        {
            throw new RegistrationException(
                "the resource must be replaced, but it is protected. To unprotect it, remove `protect` from the resource in the program and run `up`");
        }

        if (goal.ImportId.Length > 0)
        {
            const string Message = "a resource that was imported and still says so may not be replaced; remove `import` from its options";
            if (!context.Options.Preview)
            {
                throw new RegistrationException(Message);
            }

            context.Report(DiagnosticSeverity.Warning, Message, wanted.Urn);
        }

        Replaced(wanted.Urn);
        // Defaults that were carried over from the resource as it is are not those of its replacement.
        wanted = wanted with { Inputs = await CheckAsync(goal, wanted.Urn, provider, null) };
        if (goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace)
        {
            await DeleteEarlyAsync(old);
        }

        return await CreateAsync(wanted, provider, old, diff);
    }

    private async Task DeleteEarlyAsync(StateEntry old)
    {
        var dependents = await _planner.FindDependentsAsync(old, IsRegistered);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<StateEntry> claimed;
        lock (_gate)
        {
            claimed = [.. dependents.Where(entry => !_index.IsRegistered(entry.State.Urn) && _deletedEarly.TryAdd(entry.State.Urn, ended.Task))];
        }

        try
        {
            if (claimed.FirstOrDefault(static entry => entry.State.Protect) is { } guarded)
            {
                throw new RegistrationException(
                    $"the resource must be deleted before it is replaced, and '{guarded.State.Urn}' with it, which is protected. "
                    + "To unprotect that, remove `protect` from it in the program and run `up`");
            }

            var going = claimed.Append(old).Select(static entry => entry.State.Urn).ToHashSet();
            foreach (var entry in claimed.AsEnumerable().Reverse().Append(old).Where(static entry => !entry.State.PendingReplacement))
            {
                await _steps.DeleteAsync(entry, replacing: true, keepPlace: true, going.Contains);
            }

            ended.SetResult();
        }
        catch
        {
            ended.SetException(new StepSkippedException());
            // Nobody may be waiting for it.
            _ = ended.Task.Exception;
            throw;
        }
    }

    private async Task<StateEntry> CreateAsync(ResourceState wanted, IResourceProvider? provider, StateEntry? replaced, ResourceDiff diff)
    {
        await _steps.CreateAsync(wanted, provider, replaced, diff, Done);
        return Find(wanted.Urn);
    }

    private async Task<StateEntry> TakeOwnershipAsync(ResourceState wanted, IResourceProvider? provider, StateEntry external)
    {
        // What was only read stays where it is; the stack makes a resource of its own and forgets the other.
        var entry = await CreateAsync(wanted, provider, null, ResourceDiff.None);
        await context.State.CommitAsync(edit => edit.Remove(external));
        return entry;
    }

    private async Task RecordOutputsAsync(StateEntry entry, PropertyMap outputs)
    {
        if (!entry.State.Outputs.Equals(outputs))
        {
            await context.State.CommitAsync(edit =>
                edit.Update(entry, entry.State with { Outputs = outputs, Modified = context.Time.GetUtcNow() }));
        }
    }

    private StateEntry Find(Urn urn)
    {
        lock (_gate)
        {
            return _done[urn];
        }
    }

    private void Replaced(Urn urn)
    {
        lock (_gate)
        {
            _replaced.Add(urn);
        }
    }

    private bool IsReplaced(Urn urn)
    {
        lock (_gate)
        {
            return _replaced.Contains(urn);
        }
    }

    private bool IsRegistered(Urn urn)
    {
        lock (_gate)
        {
            return _index.IsRegistered(urn);
        }
    }
}
