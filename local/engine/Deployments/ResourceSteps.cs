using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>The steps that deal with one resource each. Each tells of itself, and records what it did.</summary>
internal sealed class ResourceSteps(DeploymentContext context)
{
    private readonly StepRunner _runner = new(context);

    private bool Preview => context.Preview;

    private CancellationToken Abort => context.Control.Abort;

    /// <summary>Keeps a resource as it is. What the program says of it besides its properties may have changed.</summary>
    public async Task<StateEntry> SameAsync(StateEntry old, StackResource wanted)
    {
        var state = wanted with
        {
            Id = old.State.Id,
            Outputs = old.State.Outputs,
            Created = old.State.Created,
            Modified = old.State.Modified,
        };
        if (state.IsProvider)
        {
            // A provider that calls a difference none goes on with what it was configured with.
            await context.Registry.ConfigureAsync(state with { Inputs = old.State.Inputs }, Abort);
        }

        var entry = old;
        if (IsRecordedAs(old.State, state))
        {
            context.State.StageUnchanged(edit => edit.Keep(old));
        }
        else
        {
            entry = new StateEntry(state);
            await context.State.CommitAsync(edit => edit.Remove(old).Add(entry));
        }

        var step = new StepInfo(StepOp.Same, state.Urn) { Id = state.Id };
        context.Events.OnStepFinished(new StepResult(step, StepStatus.Succeeded, TimeSpan.Zero));
        return entry;
    }

    /// <summary>Creates a resource.</summary>
    /// <param name="wanted">The resource.</param>
    /// <param name="provider">What creates it; null for a component.</param>
    /// <param name="replaced">What it takes the place of, if anything; what is still there is then marked to be deleted.</param>
    /// <param name="diff">Why that is replaced.</param>
    /// <param name="recorded">Gets the entry as soon as something is recorded, also when not all could be done.</param>
    public Task CreateAsync(
        StackResource wanted, IResourceProvider? provider, StateEntry? replaced, ResourceDiff diff, Action<StateEntry> recorded)
    {
        var step = new StepInfo(replaced is null ? StepOp.Create : StepOp.CreateReplacement, wanted.Urn)
        {
            Changes = replaced is null
                ? PropertyComparison.Additions(wanted.Inputs)
                : PropertyComparison.Describe(diff, replaced.State.Inputs, replaced.State.Outputs, wanted.Inputs),
            ReplaceKeys = diff.ReplaceKeys,
        };
        return _runner.RunAsync(step, Begin(OperationKind.Creating, wanted), async () =>
        {
            try
            {
                var created = provider is null
                    ? new CreateAnswer("", wanted.Outputs)
                    : await provider.CreateAsync(wanted, Abort);
                return Outcome(created.Id, created.Outputs, [], null);
            }
            catch (IncompleteResourceException partial)
            {
                return Outcome(partial.Found.Id, partial.Found.Outputs, partial.Found.InitErrors, partial);
            }
        });

        StepOutcome Outcome(string id, PropertyMap outputs, IReadOnlyList<string> initErrors, Exception? failure)
        {
            var now = context.Time.GetUtcNow();
            var state = WithOutputs(wanted, outputs) with { Id = id, Created = now, Modified = now, InitErrors = initErrors };
            var entry = new StateEntry(state);
            recorded(entry);
            return new StepOutcome(edit => Supersede(edit, replaced).AddMade(entry), failure);
        }
    }

    /// <summary>Changes a resource in place.</summary>
    public Task UpdateAsync(
        StateEntry old, StackResource wanted, IResourceProvider? provider, ResourceDiff diff, Action<StateEntry> recorded)
    {
        var step = new StepInfo(StepOp.Update, wanted.Urn)
        {
            Id = old.State.Id,
            Changes = PropertyComparison.Describe(diff, old.State.Inputs, old.State.Outputs, wanted.Inputs),
        };
        return _runner.RunAsync(step, Begin(OperationKind.Updating, wanted with { Id = old.State.Id }), async () =>
        {
            try
            {
                var outputs = provider is null ? old.State.Outputs : await provider.UpdateAsync(old.State, wanted, Abort);
                return Outcome(outputs, [], null);
            }
            catch (IncompleteResourceException partial)
            {
                return Outcome(partial.Found.Outputs, partial.Found.InitErrors, partial);
            }
        });

        StepOutcome Outcome(PropertyMap outputs, IReadOnlyList<string> initErrors, Exception? failure)
        {
            var entry = new StateEntry(WithOutputs(wanted, outputs) with
            {
                Id = old.State.Id,
                Created = old.State.Created,
                Modified = context.Time.GetUtcNow(),
                InitErrors = initErrors,
            });
            recorded(entry);
            return new StepOutcome(edit => edit.Remove(old).Add(entry), failure);
        }
    }

    /// <summary>Takes over a resource that exists.</summary>
    /// <param name="wanted">The resource, with its import id.</param>
    /// <param name="provider">What reads it.</param>
    /// <param name="replaced">What it takes the place of, if anything.</param>
    /// <returns>What is recorded of it: its properties are those that it has.</returns>
    public async Task<StateEntry> ImportAsync(StackResource wanted, IResourceProvider provider, StateEntry? replaced)
    {
        StateEntry? entry = null;
        var step = new StepInfo(replaced is null ? StepOp.Import : StepOp.ImportReplacement, wanted.Urn) { Id = wanted.ImportId };
        await _runner.RunAsync(step, Begin(OperationKind.Importing, wanted), async () =>
        {
            var read = await provider.ReadAsync(wanted with { Id = wanted.ImportId }, null, Abort);
            if (read.Id.Length == 0)
            {
                throw new ProviderException($"resource '{wanted.ImportId}' does not exist");
            }

            var now = context.Time.GetUtcNow();
            entry = new StateEntry(WithOutputs(wanted, read.Outputs) with
            {
                Id = read.Id,
                Inputs = read.Inputs ?? throw new ProviderException("the provider does not support importing resources of this type"),
                InitErrors = read.InitErrors,
                Created = now,
                Modified = now,
            });
            return new StepOutcome(edit => Supersede(edit, replaced).AddMade(entry));
        });
        return entry!;
    }

    /// <summary>Reads a resource that is not the stack's.</summary>
    /// <param name="wanted">The resource; its id is what it is read by.</param>
    /// <param name="provider">What reads it.</param>
    /// <param name="old">What was recorded under its name.</param>
    public async Task<StateEntry> ReadAsync(StackResource wanted, IResourceProvider provider, StateEntry? old)
    {
        var known = !Signatures.IsUnknown(wanted.Id);
        StateEntry? entry = null;
        await _runner.RunAsync(new StepInfo(StepOp.Read, wanted.Urn) { Id = wanted.Id }, Begin(OperationKind.Reading, wanted), async () =>
        {
            var read = known
                ? await provider.ReadAsync(wanted with { Outputs = wanted.Inputs }, wanted.Inputs, Abort)
                : new ReadAnswer(wanted.Id, PropertyMap.Empty, null, []);
            if (known && read.Id.Length == 0)
            {
                throw new ProviderException($"resource '{wanted.Id}' does not exist");
            }

            var state = WithOutputs(wanted, read.Outputs) with { Id = read.Id, Created = old?.State.Created };
            var changed = old is null || !old.State.Inputs.Equals(state.Inputs) || !old.State.Outputs.Equals(state.Outputs);
            entry = new StateEntry(state with { Modified = changed ? context.Time.GetUtcNow() : old!.State.Modified });
            // A resource of another id that the stack owned under this name is given up, which deletes it in the end.
            return new StepOutcome(edit =>
                (old is { State.External: false } && old.State.Id != state.Id ? Supersede(edit, old) : Drop(edit, old)).Add(entry));
        });
        return entry!;

        static StateEdit Drop(StateEdit edit, StateEntry? old) => old is null ? edit : edit.Remove(old);
    }

    /// <summary>Deletes a resource, or only forgets it if it is not the stack's to delete.</summary>
    /// <param name="entry">The resource.</param>
    /// <param name="replacing">Another takes its place.</param>
    /// <param name="keepPlace">Keep it in the state, as one whose replacement is still to be created.</param>
    public Task DeleteAsync(StateEntry entry, bool replacing, bool keepPlace)
    {
        var resource = entry.State;
        var forgets = resource.External || resource.RetainOnDelete;
        var op = forgets ? StepOp.Discard : replacing ? StepOp.DeleteReplaced : StepOp.Delete;
        var step = new StepInfo(op, resource.Urn) { Id = resource.Id };
        return _runner.RunAsync(step, Begin(OperationKind.Deleting, resource), async () =>
        {
            if (!replacing && resource.Protect)
            {
                throw new ProviderException(
                    $"resource '{resource.Urn}' cannot be deleted because it is protected. To unprotect it, remove `protect` from the "
                    + "resource in the program and run `up`; then delete it");
            }

            if (!Preview && !forgets && await context.ProviderOfAsync(resource) is { } provider)
            {
                await provider.DeleteAsync(resource, Abort);
            }

            return new StepOutcome(edit => _ = keepPlace
                ? edit.Update(entry, resource with { PendingReplacement = true })
                : edit.Remove(entry));
        });
    }

    /// <summary>Marks outputs secret that the program says are, and those whose input of the same name is.</summary>
    public static StackResource WithOutputs(StackResource resource, PropertyMap outputs) => resource with
    {
        Outputs = new PropertyMap(outputs.Select(output => KeyValuePair.Create(
            output.Key,
            !output.Value.IsSecret && IsSecretOf(resource, output.Key) ? new SecretValue(output.Value) : output.Value))),
    };

    private static bool IsSecretOf(StackResource resource, string output) =>
        resource.AdditionalSecretOutputs.Contains(output)
        || (resource.Inputs.TryGetValue(output, out var input) && input.IsSecret);

    /// <summary>What is replaced stays in the state until it is deleted; what is deleted already is replaced at last.</summary>
    private static StateEdit Supersede(StateEdit edit, StateEntry? replaced) => replaced switch
    {
        null => edit,
        { State.PendingReplacement: true } => edit.Remove(replaced),
        _ => edit.Update(replaced, replaced.State with { Delete = true }),
    };

    /// <summary>Whether what the state holds says the same, so that nothing need be written.</summary>
    private static bool IsRecordedAs(StackResource old, StackResource state) =>
        old.Urn == state.Urn
        && old.Custom == state.Custom
        && old.Provider == state.Provider
        && old.Parent == state.Parent
        && old.Protect == state.Protect
        && old.RetainOnDelete == state.RetainOnDelete
        && old.ImportId == state.ImportId
        && old.Inputs.Equals(state.Inputs)
        && old.Outputs.Equals(state.Outputs)
        && old.InitErrors.Count == 0
        && !old.PendingReplacement
        && old.Dependencies.ToHashSet().SetEquals(state.Dependencies)
        && old.AdditionalSecretOutputs.SequenceEqual(state.AdditionalSecretOutputs)
        && old.IgnoreChanges.SequenceEqual(state.IgnoreChanges)
        && old.ReplaceOnChanges.SequenceEqual(state.ReplaceOnChanges)
        && old.PropertyDependencies.Count == state.PropertyDependencies.Count
        && old.PropertyDependencies.All(property =>
            state.PropertyDependencies.TryGetValue(property.Key, out var urns) && urns.ToHashSet().SetEquals(property.Value));

    private PendingOperation? Begin(OperationKind kind, StackResource resource) => Preview ? null : new PendingOperation(kind, resource);
}
