using System.Collections.Concurrent;
using System.Security.Cryptography;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Decides what is to be done to one resource so that it is as the program wants it, and has it done.</summary>
/// <param name="context">The deployment.</param>
/// <param name="book">Knows of the other resources.</param>
internal sealed class ResourceDeployer(DeploymentContext context, RegistrationBook book)
{
    private const int SeedSize = 32;

    private readonly ResourceSteps _steps = new(context, new StepRunner(context));
    private readonly ReplacementPlanner _planner = new(context);
    private readonly ConcurrentDictionary<(ProviderReference, ProviderReference), Lazy<Task<bool>>> _providerChanges = new();

    /// <param name="goal">What the program wants.</param>
    /// <param name="urn">Its URN.</param>
    /// <param name="reference">Its provider; null for components and providers.</param>
    /// <param name="old">What is recorded of it; null when it is new.</param>
    /// <param name="recreating">It was deleted in this run, with something that it depends on, to be replaced.</param>
    /// <exception cref="StepFailedException">It could not be done, as has been reported.</exception>
    /// <exception cref="StepSkippedException">It was not begun.</exception>
    /// <exception cref="RegistrationException">The program wants what cannot be.</exception>
    /// <exception cref="ProviderException">The provider failed before it was asked to change anything.</exception>
    public async Task<StateEntry> DeployAsync(
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
            old = await _steps.ImportAsync(wanted, provider, old);
            book.MarkDone(old);
            imported = true;
            recreating = false;
        }

        var wasExternal = old is { State.External: true };
        var fresh = old is null || recreating || wasExternal;
        wanted = wanted with { Inputs = await CheckAsync(goal, urn, provider, fresh ? null : old!.State) };
        if (recreating)
        {
            book.MarkReplaced(urn);
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
            await _steps.UpdateAsync(old, wanted, provider, diff, book.MarkDone);
            return book.Find(urn);
        }

        if (imported)
        {
            return old;
        }

        var same = await _steps.SameAsync(old, wanted);
        book.MarkDone(same);
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
        if (wanted.DeletedWith is { } with && book.IsReplaced(with))
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
        if (before.Urn != after.Urn && book.NewName(before.Urn) == after.Urn)
        {
            return false;
        }

        var (oldProvider, newProvider) = (book.FindOld(before.Urn)?.State, book.Find(after.Urn).State);
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
                "the resource must be replaced, but it is protected. To unprotect it, remove `protect` from the resource in the program "
                + "and run `up`");
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

        book.MarkReplaced(wanted.Urn);
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
        var dependents = await _planner.FindDependentsAsync(old, book.IsRegistered);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var claimed = book.ClaimForEarlyDeletion(dependents, ended.Task);
        try
        {
            if (claimed.FirstOrDefault(static entry => entry.State.Protect) is { } guarded)
            {
                throw new RegistrationException(
                    $"the resource must be deleted before it is replaced, and '{guarded.State.Urn}' with it, which is protected. "
                    + "To unprotect that, remove `protect` from it in the program and run `up`");
            }

            var going = claimed.Append(old).Select(static entry => entry.State.Urn).ToHashSet();
            foreach (var entry in claimed.Reverse().Append(old).Where(static entry => !entry.State.PendingReplacement))
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
        await _steps.CreateAsync(wanted, provider, replaced, diff, book.MarkDone);
        return book.Find(wanted.Urn);
    }

    private async Task<StateEntry> TakeOwnershipAsync(ResourceState wanted, IResourceProvider? provider, StateEntry external)
    {
        // What was only read stays where it is; the stack makes a resource of its own and forgets the other.
        var entry = await CreateAsync(wanted, provider, null, ResourceDiff.None);
        await context.State.CommitAsync(edit => edit.Remove(external));
        return entry;
    }
}
