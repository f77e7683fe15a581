using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Takes the registrations of a program, many at once, and has each carried out. A program registers a resource when what
/// it needs is there, which is what orders the steps. What goes wrong is reported; the answers say that it did.
/// </summary>
/// <param name="context">The deployment.</param>
/// <param name="config">The settings of a package's default provider.</param>
public sealed class Registrar(DeploymentContext context, Func<string, PropertyMap> config)
{
    private readonly ResourceDeployer _deployer = new(context);
    private readonly ConcurrentDictionary<(string Package, string Version), Lazy<Task<ProviderReference>>> _defaultProviders = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _underWay = [];
    private PropertyMap? _stackOutputs;

    /// <summary>The URN of the stack's own resource; null as long as the program has not registered it.</summary>
    public Urn? Stack { get; private set; }

    /// <summary>The stack's outputs as the program gave them; null if it has not.</summary>
    public PropertyMap? StackOutputs => Volatile.Read(ref _stackOutputs);

    private RegistrationBook Book => _deployer.Book;

    /// <summary>The name of a resource of this stack.</summary>
    public Urn UrnOf(Urn? parent, string type, string name) => context.UrnOf(parent, type, name);

    /// <summary>Deals with one resource of the program.</summary>
    /// <exception cref="FormatException">The type is no type token.</exception>
    public Task<Registration> RegisterAsync(ResourceGoal goal)
    {
        var wanted = goal.Wanted;
        if (wanted.Parent is { } parent)
        {
            goal = goal.Under(Book.GoalOf(parent));
        }

        return TrackAsync(wanted.Urn, async () =>
        {
            // Neither a component nor a provider has a provider of its own.
            var provider = wanted is { Custom: true, IsProvider: false } ? await ProviderOfAsync(goal) : (ProviderReference?)null;
            goal = goal with { Wanted = wanted with { Provider = provider } };
            var (old, earlyDeletion) = Book.Claim(goal);
            if (earlyDeletion is not null)
            {
                await earlyDeletion;
            }

            using var turn = await TurnAsync();
            var entry = await _deployer.DeployAsync(goal, old, recreating: earlyDeletion is not null);
            if (wanted.Type == ResourceTypes.Stack)
            {
                Stack = wanted.Urn;
            }

            return Registration.Done(entry.State);
        });
    }

    /// <summary>Reads one resource that the program wants to know, not to own.</summary>
    /// <param name="goal">The resource; its id is unknown when a preview cannot know it yet.</param>
    public Task<Registration> ReadAsync(ResourceGoal goal) => TrackAsync(goal.Wanted.Urn, async () =>
    {
        goal = goal with { Wanted = goal.Wanted with { Provider = await ProviderOfAsync(goal) } };
        var (old, _) = Book.Claim(goal);
        using var turn = await TurnAsync();
        var provider = (await context.ProviderOfAsync(goal.Wanted))!;
        var entry = await _deployer.Steps.ReadAsync(goal.Wanted, provider, old);
        Book.MarkDone(entry);
        return Registration.Done(entry.State);
    });

    /// <summary>Records the outputs that a program gives a component, or the stack, once it is complete.</summary>
    /// <exception cref="RegistrationException">There is no such resource.</exception>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task RegisterOutputsAsync(Urn urn, PropertyMap outputs)
    {
        if (Book.IsUnavailable(urn))
        {
            return;
        }

        if (urn == Stack)
        {
            // Only the end of the run shows whether an output that is missing is gone or was not reached.
            Volatile.Write(ref _stackOutputs, outputs);
            return;
        }

        var entry = Book.FindDone(urn) ?? throw new RegistrationException($"outputs were given for '{urn}', which is not registered");
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

        var entry = Book.FindDone(stack)!;
        if (!context.Preview)
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
    public IReadOnlyList<StateEntry> FindUnwanted() => Book.FindUnwanted();

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

            // Whoever asked for it has been told if one broke.
            await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

        if (Book.IsUnavailable(reference.Urn))
        {
            throw new StepSkippedException();
        }

        return Book.FindDone(reference.Urn) is not null
            ? reference
            : throw new RegistrationException($"unknown provider '{reference}' for {token}");
    }

    private Task<ProviderReference> ProviderOfAsync(ResourceGoal goal) =>
        ResolveProviderAsync(goal.Wanted.Provider, goal.Wanted.Type, goal.Version);

    private async Task<ProviderReference> RegisterDefaultProviderAsync(string package, string version)
    {
        var name = version.Length == 0 ? "default" : "default_" + version.Replace('.', '_').Replace('-', '_').Replace('+', '_');
        var registration = await RegisterAsync(new ResourceGoal(new StackResource
        {
            Urn = context.UrnOf(null, ResourceTypes.ProviderOf(package), name),
            Custom = true,
            Inputs = ProviderRegistry.WithVersion(config(package), version),
        }));
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
        var outcome = RegistrationOutcome.Failed;
        try
        {
            return await register();
        }
        catch (Exception exception) when (exception is StepSkippedException or OperationCanceledException)
        {
            outcome = RegistrationOutcome.Skipped;
        }
        catch (StepFailedException)
        {
            // It has been reported.
        }
        catch (DuplicateRegistrationException exception)
        {
            // The name stands for the resource that had it first, which may be well.
            context.Fail(exception.Message, urn);
            return Registration.NotDone(urn, outcome);
        }
        catch (Exception exception) when (exception is RegistrationException or ProviderException or FormatException)
        {
            context.Fail(exception.Message, urn);
        }
        catch (StateException exception)
        {
            context.Control.MarkBroken();
            context.Fail(exception.Message);
        }

        Book.MarkUnavailable(urn);
        return Registration.NotDone(urn, outcome);
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

    private async Task RecordOutputsAsync(StateEntry entry, PropertyMap outputs)
    {
        if (!entry.State.Outputs.Equals(outputs))
        {
            await context.State.CommitAsync(edit =>
                edit.Update(entry, entry.State with { Outputs = outputs, Modified = context.Time.GetUtcNow() }));
        }
    }
}
