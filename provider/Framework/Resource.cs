using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Provider.Framework;

/// <summary>
/// A resource, declared once: a record of arguments, a record of state that extends it, and the calls. Schema, checks,
/// diffs, previews and the wire format follow from the attributes of the records' properties.
/// </summary>
/// <typeparam name="TArgs">What a program sets; each property has an <see cref="InputAttribute"/>.</typeparam>
/// <typeparam name="TState">That, and what the server adds; each added property has an <see cref="OutputAttribute"/>.</typeparam>
public abstract class Resource<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TArgs,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TState>
    : IResource
    where TArgs : class, new()
    where TState : class, TArgs, new()
{
    public string Name => Attribute.Name;

    public string Description => Attribute.Description;

    // Read when first used: a start of the plugin needs no declaration, and a deployment not all. Two threads that come
    // first at once read the same twice, which harms nobody.
    public RecordDescription Declared => field ??= RecordDescription.Of<TState>();

    /// <summary>All parts of the id but the last, which tells the listed apart.</summary>
    public IEnumerable<PropertyDescription> ListInputs => IdProperties.SkipLast(1);

    private ResourceAttribute Attribute => field ??= GetType().GetCustomAttribute<ResourceAttribute>()
        ?? throw new InvalidOperationException($"{GetType()} lacks its {nameof(ResourceAttribute)}");

    private IReadOnlyList<PropertyDescription> IdProperties => field ??= [.. Attribute.Id.Split('/').Select(name => Declared[name])];

    public CheckResult Check(
        ResourceContext context, PropertyMap inputs, PropertyMap? oldInputs, ConfigurationDefaults defaults, Autonaming autonaming)
    {
        var replaced = oldInputs is null ? context.Deployment.InputsOf(context.Urn) : null;
        var result = Check(inputs, oldInputs, defaults, autonaming with { Replaced = replaced });
        context.Deployment.Declare(context, FindId(result.Inputs), result.Inputs);
        return result;
    }

    public async Task<DiffResult> DiffAsync(ResourceContext context, DiffQuery query, CancellationToken cancellationToken)
    {
        var draft = new DiffDraft<TArgs, TState>(
            Declared.ToRecord<TState>(query.State),
            Declared.ToRecord<TArgs>(query.Inputs),
            Framework.Diff.Run(Declared, query),
            query)
        {
            IsPlanned = context.Deployment.IsDeclared(context.Urn),
        };
        Refine(draft);
        if (!draft.IsPlanned && draft.HasUnknowns && !VanishesWithAnother(context, draft.State))
        {
            KeepUntilKnown(draft);
        }
        else if (draft.IsPlanned && draft.Changes.Count > 0)
        {
            await ReviewAsync(context, draft, cancellationToken).ConfigureAwait(false);
        }

        // Where the new resource would have the id of the old one, both cannot exist at once.
        var deletesFirst = draft.Replaces && KeepsId(query.Inputs, draft.Changes);
        if (query.Id.Length > 0)
        {
            context.Deployment.See(context, query.Id);
            context.Deployment.GiveUp(context, query.Id, draft.IsPlanned && deletesFirst);
        }

        return new DiffResult(draft.Changes, deletesFirst, draft.Warnings);
    }

    public async Task<ResourceState> CreateAsync(
        ResourceContext context, PropertyMap inputs, bool preview, CancellationToken cancellationToken)
    {
        if (preview)
        {
            if (!inputs.Values.Any(static value => value.ContainsUnknowns()))
            {
                await PreviewCreateAsync(context, Declared.ToRecord<TArgs>(inputs), cancellationToken).ConfigureAwait(false);
            }

            return new ResourceState("", Preview(PropertyMap.Empty, inputs), inputs);
        }

        try
        {
            var state = await CreateAsync(context, Declared.ToRecord<TArgs>(Known(inputs)), cancellationToken).ConfigureAwait(false);
            return Made(state);
        }
        catch (PartialFailureException failure)
        {
            var state = Made((TState)failure.State);
            throw new InitializationFailedException(state.Id, state.Properties, inputs, failure.InnerException!);
        }
        catch
        {
            context.Deployment.Fail(context, FindId(inputs));
            throw;
        }

        ResourceState Made(TState state)
        {
            var made = ToResourceState(state, inputs);
            context.Deployment.Make(context, made.Id);
            return made;
        }
    }

    public async Task<ResourceState?> ReadAsync(
        ResourceContext context, string id, PropertyMap? last, PropertyMap? inputs, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(ToRecord(id, last), inputs is null, cancellationToken).ConfigureAwait(false);
        if (state is null)
        {
            return null;
        }

        var properties = Declared.ToProperties(state);
        var found = inputs is null ? IdOf(properties) : id;
        context.Deployment.See(context, found);
        if (inputs is null)
        {
            return new ResourceState(found, properties, ToInputs(properties));
        }

        // All stays as it was recorded that means the same, the id too: a login in another case is the same person.
        var observed = KeepSpelling(properties, last ?? PropertyMap.Empty);
        return new ResourceState(id, KeepSecrets(observed, inputs), Refresh(inputs, observed));
    }

    public async Task<PropertyMap> UpdateAsync(
        ResourceContext context, string id, PropertyMap state, PropertyMap inputs, bool preview, CancellationToken cancellationToken)
    {
        context.Deployment.See(context, id);
        if (preview)
        {
            return Preview(state, inputs);
        }

        try
        {
            var updated = await UpdateAsync(context, ToRecord(id, state), Declared.ToRecord<TArgs>(Known(inputs)), cancellationToken)
                .ConfigureAwait(false);
            return KeepSecrets(Declared.ToProperties(updated), inputs);
        }
        catch (PartialFailureException failure)
        {
            var properties = KeepSecrets(Declared.ToProperties(failure.State), inputs);
            throw new InitializationFailedException(id, properties, inputs, failure.InnerException!);
        }
    }

    public async Task DeleteAsync(ResourceContext context, string id, PropertyMap state, CancellationToken cancellationToken)
    {
        var record = ToRecord(id, state);
        if (context.Deployment.KeeperOf(context, id) is not { } keeper)
        {
            await DeleteAsync(context, record, cancellationToken).ConfigureAwait(false);
            return;
        }

        var name = ResourceContext.NameOf(keeper.Urn);
        if (keeper.HasFailed)
        {
            throw new ResourceException(
                $"'{id}' is not deleted, since the program declares it as '{name}' too, and that could not be deployed: see its failure. " +
                "Where a declaration was renamed, tell the engine its old name (`Aliases`), and nothing need be done at all.");
        }

        await context.InformAsync(
            keeper.Urn == context.Urn
                ? $"'{id}' stays as it is: what replaces it is the same"
                : $"'{id}' stays as it is: the program declares it as '{name}'",
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<ListPage?> ListAsync(
        PropertyMap query, PageRequest page, ConfigurationDefaults defaults, CancellationToken cancellationToken)
    {
        var checkedQuery = Framework.Check.Run(Declared, query, defaults, [.. ListInputs.Select(static property => property.Name)]);
        if (checkedQuery.Failures.Count > 0)
        {
            throw new InputException(checkedQuery.Failures);
        }

        return checkedQuery.Inputs.Values.Any(static value => value.ContainsUnknowns())
            ? null
            : ListPage.Cut(await ListAsync(Declared.ToRecord<TArgs>(checkedQuery.Inputs), cancellationToken).ConfigureAwait(false), page);
    }

    /// <summary>Fills inputs that depend on others or are made up, before the checks that the declaration says.</summary>
    /// <param name="inputs">The program's inputs.</param>
    /// <param name="oldInputs">Those of the last deployment; null for a new resource and for a replacement.</param>
    /// <param name="autonaming">How a name is made.</param>
    /// <param name="fault">Why an input could not be filled; null when all is well.</param>
    protected virtual PropertyMap Prepare(PropertyMap inputs, PropertyMap? oldInputs, Autonaming autonaming, out CheckFailure? fault)
    {
        fault = null;
        return inputs;
    }

    /// <summary>Checks rules between properties; each by itself is right already.</summary>
    protected virtual IEnumerable<CheckFailure> Check(CheckedInputs<TArgs> inputs) => [];

    /// <summary>Adds, removes or changes differences where a property's declaration cannot say it.</summary>
    /// <exception cref="InputException">What the program wants cannot be done.</exception>
    protected virtual void Refine(DiffDraft<TArgs, TState> draft)
    {
    }

    /// <summary>Says whether the object vanishes when another one is deleted that is to be replaced under its own id.</summary>
    /// <remarks>Asked before such a deletion. What does not vanish need not be deleted with it: its inputs may turn out the same.</remarks>
    protected virtual bool VanishesWithAnother(ResourceContext context, TState state) => false;

    /// <summary>Looks at differences that a deployment is about to deal with, where that takes a question to the server.</summary>
    /// <exception cref="ResourceException">What the program wants is not to be done.</exception>
    protected virtual Task ReviewAsync(ResourceContext context, DiffDraft<TArgs, TState> draft, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Says in a preview what a create would do besides making something new. Called when all inputs are known.</summary>
    /// <exception cref="ResourceException">It would fail.</exception>
    protected virtual Task PreviewCreateAsync(ResourceContext context, TArgs inputs, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The inputs of a program that would have made what an import found: such as its checks let pass.</summary>
    protected virtual PropertyMap ToInputs(PropertyMap found) =>
        PropertyMap.Of(Declared.Inputs.Select(property => (property.Name, found.Find(property.Name))));

    /// <summary>Makes the resource.</summary>
    /// <exception cref="PartialFailureException">It exists, but not all of it could be done.</exception>
    protected abstract Task<TState> CreateAsync(ResourceContext context, TArgs inputs, CancellationToken cancellationToken);

    /// <summary>Reads the resource; null when it is gone.</summary>
    /// <param name="last">The last known state; for an import only the parts of the id.</param>
    /// <param name="import">Whether the resource is new to the program.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    protected abstract Task<TState?> ReadAsync(TState last, bool import, CancellationToken cancellationToken);

    /// <summary>Changes in place what differs.</summary>
    /// <exception cref="PartialFailureException">Part of it was done.</exception>
    protected virtual Task<TState> UpdateAsync(ResourceContext context, TState state, TArgs inputs, CancellationToken cancellationToken) =>
        throw new ResourceException($"{Name} cannot be changed in place");

    /// <summary>Removes the resource; one that is gone already is no failure.</summary>
    protected abstract Task DeleteAsync(ResourceContext context, TState state, CancellationToken cancellationToken);

    /// <summary>Lists what exists, managed or not.</summary>
    /// <param name="query">The parts of the id that narrow the listing; empty ones, but the organization, do not.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    protected abstract Task<IEnumerable<ListedResource>> ListAsync(TArgs query, CancellationToken cancellationToken);

    // Before an engine deletes an object to replace it, it asks what is to become of those that depend on it, with unknown
    // inputs, and deletes those first that would be replaced. Somebody would be taken out of a team only to be put back.
    private static void KeepUntilKnown(DiffDraft<TArgs, TState> draft)
    {
        foreach (var (name, change) in draft.Changes.ToList())
        {
            if (change.Replaces && draft.Query.Inputs.Find(name)?.ContainsUnknowns() == true)
            {
                draft.Changes[name] = change with { Replaces = false };
            }
        }
    }

    private static PropertyMap Known(PropertyMap inputs) => inputs.Values.Any(static value => value.ContainsUnknowns())
        ? throw new InputException([
            .. inputs.Where(static input => input.Value.ContainsUnknowns())
                .Select(static input => new CheckFailure(input.Key, "is not known, though nothing more is to come")),
        ])
        : inputs;

    // What was filled in out of a wrong input is wrong as well, but only the input is the program's.
    private static IReadOnlyList<CheckFailure> OfTheProgram(IReadOnlyList<CheckFailure> failures, PropertyMap inputs, PropertyMap prepared)
    {
        List<CheckFailure> given = [.. failures.Where(failure => inputs.Find(failure.Property) is not null || prepared.Find(failure.Property) is null)];
        return given.Count > 0 ? given : failures;
    }

    private CheckResult Check(PropertyMap inputs, PropertyMap? oldInputs, ConfigurationDefaults defaults, Autonaming autonaming)
    {
        var prepared = Prepare(inputs, oldInputs, autonaming, out var fault);
        var declared = Framework.Check.Run(Declared, prepared, defaults);
        if (declared.Failures.Count > 0 || fault is not null)
        {
            IEnumerable<CheckFailure> failures = fault is null ? declared.Failures : declared.Failures.Append(fault);
            return declared with { Failures = OfTheProgram([.. failures], inputs, prepared) };
        }

        // Rules between properties make sense only of properties that are right by themselves.
        return declared with
        {
            Failures = [.. Check(new CheckedInputs<TArgs>(Declared.ToRecord<TArgs>(declared.Inputs), declared.Inputs, oldInputs))],
        };
    }

    // A part of the id that the program does not give, the server gives: the new one's could be another.
    private bool KeepsId(PropertyMap inputs, Dictionary<string, PropertyChange> changes) =>
        IdProperties.All(property => property.IsInput && inputs.Find(property.Name) is not null && !changes.ContainsKey(property.Name));

    private ResourceState ToResourceState(TState state, PropertyMap inputs)
    {
        var properties = Declared.ToProperties(state);
        return new ResourceState(IdOf(properties), KeepSecrets(properties, inputs), inputs);
    }

    private string IdOf(PropertyMap properties) =>
        string.Join('/', IdProperties.Select(property => ((StringValue)properties[property.Name].Unwrap()).Value));

    // Null where only the server knows a part of it, or nobody yet.
    private string? FindId(PropertyMap inputs)
    {
        var parts = new string[IdProperties.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!IdProperties[i].IsInput || inputs.Find(IdProperties[i].Name)?.Unwrap() is not StringValue part || part.IsUnknown)
            {
                return null;
            }

            parts[i] = part.Value;
        }

        return string.Join('/', parts);
    }

    // A state holds the parts of its id; an import has nothing but the id. Where the two differ, the id is right.
    private TState ToRecord(string id, PropertyMap? properties)
    {
        var parts = id.Split('/');
        if (parts.Length != IdProperties.Count || parts.Any(static part => part.Length == 0))
        {
            throw new InputException(new CheckFailure("id", $"'{id}' is not of the form {Attribute.Id}"));
        }

        var state = Declared.ToRecord<TState>(properties ?? PropertyMap.Empty);
        foreach (var (property, part) in IdProperties.Zip(parts))
        {
            if (property.Rules.Select(rule => rule.Fault(part)).FirstOrDefault(static fault => fault is not null) is { } fault)
            {
                throw new InputException(new CheckFailure("id", $"'{id}': {property.Name} {fault}"));
            }

            property.Set(state, part);
        }

        return state;
    }

    private PropertyMap Preview(PropertyMap state, PropertyMap inputs) => PropertyMap.Of(Declared.Outputs.Select(property =>
        (property.Name, property.IsInput
            ? inputs.Find(property.Name) ?? state.Find(property.Name) ?? (property.MayBeAbsent ? null : PropertyValue.Unknown)
            : state.Find(property.Name) ?? (property.Secret ? new SecretValue(PropertyValue.Unknown) : PropertyValue.Unknown))));

    // Only what the program says is compared with what was found; what it leaves to the server stays out of its inputs.
    private PropertyMap Refresh(PropertyMap inputs, PropertyMap found)
    {
        var observed = Declared.Inputs.Where(property => inputs.Find(property.Name) is not null && found.Find(property.Name) is not null);
        var changed = Framework.Diff.Run(Declared, new DiffQuery(inputs, PropertyMap.Empty, found, []));
        return observed.Where(property => changed.ContainsKey(property.Name)).Aggregate(inputs, (refreshed, property) =>
            refreshed.With(property.Name, inputs[property.Name].ContainsSecrets() ? new SecretValue(found[property.Name].Unwrap()) : found[property.Name]));
    }

    // A list in another order or a name in another case would look like a change that somebody made.
    private PropertyMap KeepSpelling(PropertyMap found, PropertyMap last) => Declared.Outputs
        .Where(property => found.Find(property.Name) is { } value && last.Find(property.Name) is { } recorded
            && Framework.Diff.AreSame(property, recorded.Unwrap(), value.Unwrap()))
        .Aggregate(found, (kept, property) => kept.With(
            property.Name, property.Secret ? new SecretValue(last[property.Name].Unwrap()) : last[property.Name].Unwrap()));

    // What the program marked secret stays secret when it comes back from the server.
    private static PropertyMap KeepSecrets(PropertyMap properties, PropertyMap inputs) => inputs
        .Where(input => input.Value.ContainsSecrets() && properties.Find(input.Key) is { IsSecret: false })
        .Aggregate(properties, static (kept, input) => kept.With(input.Key, new SecretValue(kept[input.Key])));
}
