using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>
/// Answers an engine's calls for a resource as it is declared: checks, diffs and previews follow from the declaration, records go
/// to the resource's own calls and come back, secrets stay secret, and what the program still wants is not deleted.
/// </summary>
/// <param name="resource">The resource.</param>
internal sealed class ResourceRunner<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TArgs,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TState>(
    Resource<TArgs, TState> resource)
    : IResource
    where TArgs : class, new()
    where TState : class, TArgs, new()
{
    // Enough to find the place in the program.
    private const int MostNamed = 5;

    public string Name => Attribute.Name;

    public string Description => Attribute.Description;

    // Read when first used: a start of the plugin needs no declaration, and a deployment not all. Two threads that come
    // first at once read the same twice, which harms nobody.
    public RecordDescription Declared => field ??= RecordDescription.Of<TState>();

    /// <summary>All parts of the id but the last, which tells the listed apart; of an id that is one part, that.</summary>
    public IEnumerable<PropertyDescription> ListInputs => IdProperties.Count == 1 ? IdProperties : IdProperties.SkipLast(1);

    private ResourceAttribute Attribute => field ??= resource.GetType().GetCustomAttribute<ResourceAttribute>()
        ?? throw new InvalidOperationException($"{resource.GetType()} lacks its {nameof(ResourceAttribute)}");

    // None where the record itself has the id.
    private IReadOnlyList<PropertyDescription> IdProperties => field ??= (Attribute.Id.Length > 0, Declared.HasId) switch
    {
        (true, false) => [.. Attribute.Id.Split('/').Select(name => Declared[name])],
        (false, true) => [],
        _ => throw new InvalidOperationException(
            $"{resource.GetType()} says where its id is either in its {nameof(ResourceAttribute)} or with an {nameof(IdAttribute)}, not in both or in neither"),
    };

    public CheckResult Check(
        ResourceContext context, PropertyMap inputs, PropertyMap? oldInputs, ConfigurationDefaults defaults, Autonaming autonaming)
    {
        var replaced = oldInputs is null ? context.Deployment.InputsOf(context.Urn) : null;
        var (result, record) = Check(inputs, oldInputs, defaults, autonaming with { Replaced = replaced });
        var twice = context.Deployment.Declare(context, FindId(result.Inputs), result.Inputs, record is null ? [] : resource.Includes(record));
        return twice.Count == 0 || IsOnlyImported(context, inputs, oldInputs) ? result : result with { Warnings = [TwiceDeclared(twice)] };
    }

    public async Task<DiffResult> DiffAsync(ResourceContext context, DiffQuery query, CancellationToken cancellationToken)
    {
        var draft = new DiffDraft<TArgs, TState>(
            Declared.ToRecord<TState>(query.State),
            Declared.ToRecord<TArgs>(query.Inputs),
            Running.Diff.Run(Declared, query),
            query)
        {
            IsPlanned = context.Deployment.IsDeclared(context.Urn),
        };
        resource.Refine(draft);
        if (!draft.IsPlanned && draft.HasUnknowns && !resource.VanishesWithAnother(context, draft.State))
        {
            KeepUntilKnown(draft);
        }
        else if (draft.IsPlanned && draft.Changes.Count > 0)
        {
            await resource.ReviewAsync(context, draft, cancellationToken);
        }

        // Where the new resource would have the id of the old one, both cannot exist at once.
        var deletesFirst = draft.Replaces && KeepsId(query.Inputs, draft.Changes);
        if (query.Id.Length > 0 && !Declared.HasId)
        {
            context.Deployment.See(context, query.Id, resource.Includes(draft.State));
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
                await resource.PreviewCreateAsync(context, Declared.ToRecord<TArgs>(inputs), cancellationToken);
            }

            return new ResourceState("", Preview(null, inputs), inputs);
        }

        try
        {
            var state = await resource.CreateAsync(context, Declared.ToRecord<TArgs>(Known(inputs)), cancellationToken);
            return Made(state);
        }
        catch (PartialFailureException<TState> failure)
        {
            var state = Made(failure.State);
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
            if (!Declared.HasId)
            {
                context.Deployment.Make(context, made.Id);
            }

            return made;
        }
    }

    public async Task<ResourceState?> ReadAsync(
        ResourceContext context, string id, PropertyMap last, PropertyMap? inputs, CancellationToken cancellationToken)
    {
        var state = await resource.ReadAsync(ToRecord(id, last), inputs is null, cancellationToken);
        if (state is null)
        {
            return null;
        }

        var properties = Declared.ToProperties(state);
        if (inputs is null)
        {
            var found = IdOf(state, properties);
            context.Deployment.Find(context, found);
            return new ResourceState(found, properties, resource.ToInputs(InputsOf(properties), state));
        }

        See(context, id, state);
        // All stays as it was recorded that means the same, the id too: a login in another case is the same person.
        var observed = KeepSpelling(properties, last);
        return new ResourceState(id, KeepSecrets(observed, inputs), Refresh(inputs, observed));
    }

    public async Task<PropertyMap> UpdateAsync(
        ResourceContext context, string id, PropertyMap state, PropertyMap inputs, bool preview, CancellationToken cancellationToken)
    {
        var record = ToRecord(id, state);
        See(context, id, record);
        if (preview)
        {
            return Preview(state, inputs);
        }

        try
        {
            var updated = await resource.UpdateAsync(context, record, Declared.ToRecord<TArgs>(Known(inputs)), cancellationToken);
            return KeepSecrets(Declared.ToProperties(updated), inputs);
        }
        catch (PartialFailureException<TState> failure)
        {
            var properties = KeepSecrets(Declared.ToProperties(failure.State), inputs);
            throw new InitializationFailedException(id, properties, inputs, failure.InnerException!);
        }
    }

    public async Task DeleteAsync(ResourceContext context, string id, PropertyMap state, CancellationToken cancellationToken)
    {
        var record = ToRecord(id, state);
        if (Declared.HasId || resource.IsSum || context.Deployment.KeeperOf(context, id) is not { } keeper)
        {
            await resource.DeleteAsync(context, record, cancellationToken);
            return;
        }

        var name = keeper.Name;
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
            cancellationToken);
    }

    public async Task<ListPage?> ListAsync(
        PropertyMap query, PageRequest page, ConfigurationDefaults defaults, CancellationToken cancellationToken)
    {
        var checkedQuery = Running.Check.Run(Declared, query, defaults, [.. ListInputs.Select(static property => property.Name)]);
        if (checkedQuery.Failures.Count > 0)
        {
            throw new InputException(checkedQuery.Failures);
        }

        return checkedQuery.Inputs.Values.Any(static value => value.ContainsUnknowns())
            ? null
            : ListPage.Cut(await resource.ListAsync(Declared.ToRecord<TArgs>(checkedQuery.Inputs), cancellationToken), page);
    }

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
    private static IReadOnlyList<CheckFailure> OfTheProgram(IReadOnlyList<CheckFailure> failures, PropertyMap inputs, PropertyMap filled)
    {
        List<CheckFailure> given = [.. failures.Where(failure => inputs.Find(failure.Property) is not null || filled.Find(failure.Property) is null)];
        return given.Count > 0 ? given : failures;
    }

    // An engine checks what it has read for an import. Both forms of the same may come into the state; what of it a program declares, it will say.
    private static bool IsOnlyImported(ResourceContext context, PropertyMap inputs, PropertyMap? oldInputs) =>
        context.Deployment.IsImported(context.Urn) && inputs.Equals(oldInputs);

    private static string TwiceDeclared(IReadOnlyList<(string Id, string Urn)> twice)
    {
        var some = twice.Take(MostNamed).Select(static other => $"'{other.Id}' as '{ResourceContext.NameOf(other.Urn)}'");
        var more = twice.Count > MostNamed ? $" and {twice.Count - MostNamed} more" : "";
        return $"the program declares what this resource declares a second time: {string.Join(", ", some)}{more}. " +
            "Declare each in one place, or one resource undoes what the other does";
    }

    private (CheckResult Result, TArgs? Record) Check(
        PropertyMap inputs, PropertyMap? oldInputs, ConfigurationDefaults defaults, Autonaming autonaming)
    {
        var failures = new List<CheckFailure>();
        var named = MadeUp.Fill(Declared, inputs, oldInputs, autonaming, failures);
        var declared = Running.Check.Run(Declared, named, defaults);
        failures.InsertRange(0, declared.Failures);
        if (failures.Count > 0)
        {
            return (declared with { Failures = OfTheProgram(failures, inputs, declared.Inputs) }, null);
        }

        // Rules between properties make sense only of properties that are right by themselves.
        var record = Declared.ToRecord<TArgs>(declared.Inputs);
        return (declared with { Failures = [.. resource.Check(new CheckedInputs<TArgs>(record, declared.Inputs, oldInputs))] }, record);
    }

    // What has an id of its own is no object that the deployment could find under another URN.
    private void See(ResourceContext context, string id, TState state)
    {
        if (!Declared.HasId)
        {
            context.Deployment.See(context, id, resource.Includes(state));
        }
    }

    // A part of the id that the program does not give, the server gives: the new one's could be another.
    private bool KeepsId(PropertyMap inputs, Dictionary<string, PropertyChange> changes) =>
        !Declared.HasId
        && IdProperties.All(property => property.IsInput && inputs.Find(property.Name) is not null && !changes.ContainsKey(property.Name));

    private ResourceState ToResourceState(TState state, PropertyMap inputs)
    {
        var properties = Declared.ToProperties(state);
        return new ResourceState(IdOf(state, properties), KeepSecrets(properties, inputs), inputs);
    }

    private string IdOf(TState state, PropertyMap properties) => Declared.HasId
        ? Declared.IdOf(state)
        : string.Join('/', IdProperties.Select(property => ((StringValue)properties[property.Name].Unwrap()).Value));

    // Null where only the server knows a part of it, or nobody yet.
    private string? FindId(PropertyMap inputs)
    {
        if (Declared.HasId)
        {
            return null;
        }

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
    private TState ToRecord(string id, PropertyMap properties)
    {
        if (Declared.HasId)
        {
            var record = Declared.ToRecord<TState>(properties);
            Declared.SetId(record, id);
            return record;
        }

        var parts = id.Split('/');
        if (parts.Length != IdProperties.Count || parts.Any(static part => part.Length == 0))
        {
            throw new InputException(new CheckFailure("id", $"'{id}' is not of the form {Attribute.Id}"));
        }

        var state = Declared.ToRecord<TState>(properties);
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

    // What is not there before an update is not expected of it, nor what the program takes away; what a create brings, nobody knows.
    private PropertyMap Preview(PropertyMap? state, PropertyMap inputs) => PropertyMap.Of(Declared.Outputs.Select(property =>
        (property.Name, (property.IsInput ? inputs.Find(property.Name) : null)
            ?? (state is null || property.GoesWithInput ? null : Kept(property, state, inputs))
            ?? (!property.IsAlwaysThere && (property.IsInput || state is not null) ? null
                : property.Secret ? new SecretValue(PropertyValue.Unknown)
                : PropertyValue.Unknown))));

    // What is computed stays for as long as what it is computed from.
    private PropertyValue? Kept(PropertyDescription property, PropertyMap state, PropertyMap inputs) =>
        !property.IsComputed(inputs)
        || (state.Find(property.ComputedFrom!) is { } source && Running.Diff.AreSame(Declared[property.ComputedFrom!], source, inputs[property.ComputedFrom!]))
            ? state.Find(property.Name)
            : null;

    private PropertyMap InputsOf(PropertyMap found) =>
        PropertyMap.Of(Declared.Inputs.Select(property => (property.Name, found.Find(property.Name))));

    // Only what the program says is compared with what was found; what it leaves to the server stays out of its inputs.
    private PropertyMap Refresh(PropertyMap inputs, PropertyMap found)
    {
        var observed = Declared.Inputs.Where(property => inputs.Find(property.Name) is not null && found.Find(property.Name) is not null);
        var changed = Running.Diff.Run(Declared, new DiffQuery(inputs, PropertyMap.Empty, found, []));
        return observed.Where(property => changed.ContainsKey(property.Name)).Aggregate(inputs, (refreshed, property) =>
            refreshed.With(property.Name, inputs[property.Name].ContainsSecrets() ? new SecretValue(found[property.Name].Unwrap()) : found[property.Name]));
    }

    // A list in another order or a name in another case would look like a change that somebody made.
    private PropertyMap KeepSpelling(PropertyMap found, PropertyMap last) => Declared.Outputs
        .Where(property => found.Find(property.Name) is { } value && last.Find(property.Name) is { } recorded && !recorded.Equals(value)
            && Running.Diff.AreSame(property, recorded.Unwrap(), value.Unwrap()))
        .Aggregate(found, (kept, property) => kept.With(
            property.Name, property.Secret ? new SecretValue(last[property.Name].Unwrap()) : last[property.Name].Unwrap()));

    // What the program marked secret stays secret when it comes back from the server.
    private static PropertyMap KeepSecrets(PropertyMap properties, PropertyMap inputs) => inputs
        .Where(input => input.Value.ContainsSecrets() && properties.Find(input.Key) is { IsSecret: false })
        .Aggregate(properties, static (kept, input) => kept.With(input.Key, new SecretValue(kept[input.Key])));
}
