using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Decides what is to be done to one resource so that it is as the program wants it, and has it done.</summary>
/// <param name="context">The deployment.</param>
internal sealed class ResourceDeployer(DeploymentContext context)
{
    private readonly ReplacementPlanner _planner = new(context);
    private readonly ConcurrentDictionary<(ProviderReference, ProviderReference), Lazy<Task<bool>>> _providerChanges = new();

    /// <summary>Knows of the other resources.</summary>
    public RegistrationBook Book { get; } = new(context);

    public ResourceSteps Steps { get; } = new(context);

    /// <param name="goal">What the program wants.</param>
    /// <param name="old">What is recorded of it; null when it is new.</param>
    /// <param name="recreating">It was deleted in this run, with something that it depends on, to be replaced.</param>
    /// <exception cref="StepFailedException">It could not be done, as has been reported.</exception>
    /// <exception cref="StepSkippedException">It was not begun.</exception>
    /// <exception cref="RegistrationException">The program wants what cannot be.</exception>
    /// <exception cref="ProviderException">The provider failed before it was asked to change anything.</exception>
    public async Task<StateEntry> DeployAsync(ResourceGoal goal, StateEntry? old, bool recreating)
    {
        var wanted = StateOf(goal, old?.State);
        var urn = wanted.Urn;
        if (!context.Preview && wanted.Inputs.Values.Any(static value => value.ContainsUnknowns()))
        {
            // A program goes on with unknown values after a failure that it was told of, or skipped.
            throw context.Control.Stopping || context.Control.Failed
                ? new StepSkippedException()
                : new RegistrationException("the program registered the resource with inputs that are not known");
        }

        var provider = await context.ProviderOfAsync(wanted);
        var imported = false;
        if (provider is not null && IsImport(wanted, old?.State))
        {
            old = await Steps.ImportAsync(wanted, provider, old);
            Book.MarkDone(old);
            imported = true;
            recreating = false;
        }

        var wasExternal = old is { State.External: true };
        var fresh = old is null || recreating || wasExternal;
        wanted = await CheckAsync(wanted, provider, fresh ? null : old!.State);
        if (recreating)
        {
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
            await Steps.UpdateAsync(old, wanted, provider, diff, Book.MarkDone);
            return Book.FindDone(urn)!;
        }

        if (imported)
        {
            return old;
        }

        var same = await Steps.SameAsync(old, wanted);
        Book.MarkDone(same);
        return same;
    }

    private static bool IsImport(StackResource wanted, StackResource? old)
    {
        if (wanted.ImportId.Length == 0 || wanted.IsProvider)
        {
            return false;
        }

        // What a resource was imported by need not be its id.
        return old is null || old.External || (old.ImportId.Length > 0 ? old.ImportId : old.Id) != wanted.ImportId;
    }

    private static StackResource StateOf(ResourceGoal goal, StackResource? old) => goal.Wanted with
    {
        Protect = goal.Protect ?? false,
        RetainOnDelete = goal.RetainOnDelete ?? false,
        Aliases = old is not null && old.Urn != goal.Wanted.Urn ? [old.Urn] : [],
        Unrecognized = old?.Unrecognized ?? [],
    };

    /// <summary>The same with inputs as the provider takes them, after those whose changes are to be ignored were put back.</summary>
    private async Task<StackResource> CheckAsync(StackResource wanted, IResourceProvider? provider, StackResource? old)
    {
        if (old is not null)
        {
            wanted = wanted with { Inputs = IgnoreChanges(wanted, old) };
        }

        if (provider is null)
        {
            return wanted;
        }

        var result = await provider.CheckAsync(wanted, old?.Inputs ?? PropertyMap.Empty, context.Control.Abort);
        foreach (var failure in result.Failures)
        {
            context.Fail(failure, wanted.Urn);
        }

        return result.Failures.Count == 0
            ? wanted with { Inputs = result.Inputs }
            : throw new StepFailedException(new RegistrationException($"'{wanted.Urn}' has inputs that are wrong"));
    }

    private PropertyMap IgnoreChanges(StackResource wanted, StackResource old)
    {
        var inputs = wanted.Inputs;
        foreach (var path in wanted.IgnoreChanges)
        {
            if (!PropertyPath.Parse(path).TryReset(old.Inputs, inputs, out inputs))
            {
                context.Report(
                    DiagnosticSeverity.Info,
                    $"cannot ignore changes in added or removed elements of the path {path}",
                    wanted.Urn);
            }
        }

        return inputs;
    }

    private async Task<ResourceDiff> DiffAsync(StackResource old, StackResource wanted, IResourceProvider? provider)
    {
        if (await IsProviderChangedAsync(old, wanted))
        {
            return ResourceDiff.ReplaceBecauseOf("provider");
        }

        var diff = provider is null
            ? new ResourceDiff { Changed = null }
            : await provider.DiffAsync(old, wanted, context.Control.Abort);
        if (diff.Changed is null)
        {
            var compared = ResourceDiff.Of(PropertyComparison.Compare(old.Inputs, wanted.Inputs)
                .ToDictionary(static change => change.Path, static change => change.Kind));
            diff = compared with { ReplaceKeys = diff.ReplaceKeys, DeleteBeforeReplace = diff.DeleteBeforeReplace };
        }

        return diff.Replacing(wanted.ReplaceOnChanges);
    }

    private async Task<bool> IsProviderChangedAsync(StackResource old, StackResource wanted)
    {
        if (old.Provider == wanted.Provider)
        {
            return false;
        }

        if (old.Provider is not { } before || wanted.Provider is not { } after)
        {
            return true;
        }

        if (before.Urn != after.Urn && Book.NewName(before.Urn) == after.Urn)
        {
            return false;
        }

        var (oldProvider, newProvider) = (Book.FindOld(before.Urn)?.State, Book.FindDone(after.Urn)!.State);
        // One comparison serves all resources that the two providers have in common.
        return oldProvider is not null && await _providerChanges.GetOrAdd(
            (before, after),
            _ => new Lazy<Task<bool>>(() =>
                context.Registry.ForcesReplacementAsync(oldProvider, newProvider, context.Control.Abort))).Value;
    }

    private async Task<StateEntry> ReplaceAsync(
        ResourceGoal goal, StackResource wanted, IResourceProvider? provider, StateEntry old, ResourceDiff diff)
    {
        if (wanted.Protect && old.State.Protect)
        {
            throw new RegistrationException(
                "the resource must be replaced, but it is protected. To unprotect it, remove `protect` from the resource in the program "
                + "and run `up`");
        }

        if (wanted.ImportId.Length > 0)
        {
            const string Message = "a resource that was imported and still says so may not be replaced; remove `import` from its options";
            if (!context.Preview)
            {
                throw new RegistrationException(Message);
            }

            context.Report(DiagnosticSeverity.Warning, Message, wanted.Urn);
        }

        // Defaults that were carried over from the resource as it is are not those of its replacement.
        wanted = await CheckAsync(wanted with { Inputs = goal.Wanted.Inputs }, provider, null);
        if (goal.DeleteBeforeReplace ?? diff.DeleteBeforeReplace)
        {
            await DeleteEarlyAsync(old);
        }

        return await CreateAsync(wanted, provider, old, diff);
    }

    private async Task DeleteEarlyAsync(StateEntry old)
    {
        var dependents = await _planner.FindDependentsAsync(old, Book.IsRegistered);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var claimed = Book.ClaimForEarlyDeletion(dependents, ended.Task);
        try
        {
            if (claimed.FirstOrDefault(static entry => entry.State.Protect) is { } guarded)
            {
                throw new RegistrationException(
                    $"the resource must be deleted before it is replaced, and '{guarded.State.Urn}' with it, which is protected. "
                    + "To unprotect that, remove `protect` from it in the program and run `up`");
            }

            foreach (var entry in claimed.Reverse().Append(old).Where(static entry => !entry.State.PendingReplacement))
            {
                await Steps.DeleteAsync(entry, replacing: true, keepPlace: true);
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

    private async Task<StateEntry> CreateAsync(StackResource wanted, IResourceProvider? provider, StateEntry? replaced, ResourceDiff diff)
    {
        await Steps.CreateAsync(wanted, provider, replaced, diff, Book.MarkDone);
        return Book.FindDone(wanted.Urn)!;
    }

    private async Task<StateEntry> TakeOwnershipAsync(StackResource wanted, IResourceProvider? provider, StateEntry external)
    {
        // What was only read stays where it is; the stack makes a resource of its own and forgets the other.
        var entry = await CreateAsync(wanted, provider, null, ResourceDiff.None);
        await context.State.CommitAsync(edit => edit.Remove(external));
        return entry;
    }
}
