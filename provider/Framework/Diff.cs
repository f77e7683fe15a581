using PulumiOrgs.Protocol;

namespace PulumiOrgs.Provider.Framework;

/// <summary>What becomes of one property.</summary>
public enum ChangeKind
{
    Add,
    Update,
    Delete,
}

/// <summary>A difference of one property.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Replaces">Whether it takes a new resource.</param>
/// <param name="AgainstInputs">Whether the old value is an old input rather than what was observed.</param>
public sealed record PropertyChange(ChangeKind Kind, bool Replaces, bool AgainstInputs);

/// <summary>The differences between a resource and what the program wants of it.</summary>
/// <param name="Changes">By property.</param>
/// <param name="DeleteBeforeReplace">Whether the old resource has to be gone before the new one can be.</param>
/// <param name="Warnings">What the user should know besides.</param>
public sealed record DiffResult(
    IReadOnlyDictionary<string, PropertyChange> Changes, bool DeleteBeforeReplace, IReadOnlyList<string> Warnings);

/// <summary>Differences as the declaration says, for a resource to refine.</summary>
/// <param name="State">What was last observed.</param>
/// <param name="Inputs">What the program wants; a value that is unknown yet looks as if it were absent.</param>
/// <param name="Changes">The differences so far.</param>
/// <param name="Query">What is compared.</param>
public sealed record DiffDraft<TArgs, TState>(TState State, TArgs Inputs, Dictionary<string, PropertyChange> Changes, DiffQuery Query)
{
    public List<string> Warnings { get; } = [];

    /// <summary>
    /// Whether a deployment is about to do what the difference says. Otherwise an engine only asks what it would be: for
    /// what a refresh shows, or whether something else's replacement would be this one's too.
    /// </summary>
    public bool IsPlanned { get; init; }

    /// <summary>Whether some of the program's inputs are not known yet.</summary>
    public bool HasUnknowns => Query.Inputs.Values.Any(static value => value.ContainsUnknowns());

    public bool Replaces => Changes.Values.Any(static change => change.Replaces);

    /// <summary>Says of an input whether its value was made up rather than given.</summary>
    public bool IsMadeUp(string name) => MadeUp.IsMarked(Query.Inputs, name);

    /// <summary>Says of an input whether the program wants its changes ignored.</summary>
    public bool IsIgnored(string name) => Diff.IsIgnored(name, Query.IgnoreChanges);
}

/// <summary>What a diff compares.</summary>
/// <param name="State">What was last observed.</param>
/// <param name="OldInputs">The inputs of the last deployment; empty from engines that do not send them.</param>
/// <param name="Inputs">The checked inputs of the program.</param>
/// <param name="IgnoreChanges">Paths of properties whose changes the program wants ignored.</param>
public sealed record DiffQuery(PropertyMap State, PropertyMap OldInputs, PropertyMap Inputs, IReadOnlyList<string> IgnoreChanges)
{
    /// <summary>The id of what is compared; empty when it does not matter.</summary>
    public string Id { get; init; } = "";
}

/// <summary>Finds differences as the declaration of the properties says.</summary>
internal static class Diff
{
    public static Dictionary<string, PropertyChange> Run(RecordDescription declared, DiffQuery query)
    {
        var changes = new Dictionary<string, PropertyChange>(StringComparer.Ordinal);
        foreach (var property in declared.Inputs)
        {
            if (!property.SteersProvider && !IsIgnored(property.Name, query.IgnoreChanges)
                && Compare(property, query) is { } change)
            {
                changes.Add(property.Name, change);
            }
        }

        return changes;
    }

    // A path below the property (members[0]) ignores the property: the framework compares whole properties.
    public static bool IsIgnored(string name, IReadOnlyList<string> ignored)
    {
        for (var i = 0; i < ignored.Count; i++)
        {
            var path = ignored[i];
            if (path == "*" || (path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] is '[' or '.')))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says whether two values mean the same, as the declaration says what is the same.</summary>
    public static bool AreSame(PropertyDescription property, PropertyValue old, PropertyValue wanted)
    {
        var comparer = property.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        return (property.Convert(old), property.Convert(wanted)) switch
        {
            (string left, string right) => comparer.Equals(left, right),
            (IReadOnlyList<string> left, IReadOnlyList<string> right) =>
                left.SequenceEqual(right, comparer) || (property.Unordered && left.ToHashSet(comparer).SetEquals(right)),

            // Unknown, or not of the declared type: what cannot be compared has changed.
            (null, _) or (_, null) => false,
            var (left, right) => left.Equals(right),
        };
    }

    private static PropertyChange? Compare(PropertyDescription property, DiffQuery query)
    {
        var observed = query.State.Find(property.Name);
        var old = observed ?? query.OldInputs.Find(property.Name);
        var wanted = query.Inputs.Find(property.Name);
        var againstInputs = observed is null;

        if (wanted is null)
        {
            return old is null || property.LeftAloneWhenAbsent || property.Unreadable
                ? null
                : new PropertyChange(ChangeKind.Delete, property.Replaces, againstInputs);
        }

        if (old is null)
        {
            return property.Unreadable ? null : new PropertyChange(ChangeKind.Add, property.Replaces, againstInputs);
        }

        return AreSame(property, old.Unwrap(), wanted.Unwrap())
            ? null
            : new PropertyChange(ChangeKind.Update, property.Replaces, againstInputs);
    }
}
