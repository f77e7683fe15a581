using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>The differences between a resource and what the program wants of it.</summary>
/// <param name="Changes">By property.</param>
/// <param name="DeleteBeforeReplace">Whether the old resource has to be gone before the new one can be.</param>
/// <param name="Warnings">What the user should know besides.</param>
public sealed record DiffResult(
    IReadOnlyDictionary<string, PropertyChange> Changes, bool DeleteBeforeReplace, IReadOnlyList<string> Warnings)
{
    /// <summary>The same by path: a list whose order means nothing item by item, so that an engine shows who comes and who goes.</summary>
    public IReadOnlyDictionary<string, PropertyChange> Details { get; init; } = Changes;
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
            if (!property.SteersProvider && !property.IsComputed(query.Inputs) && !IsIgnored(property.Name, query.IgnoreChanges)
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
            (string left, string right) => comparer.Equals(left, right) || (property.IsDuration && AreSameSpan(left, right)),
            (IReadOnlyList<string> left, IReadOnlyList<string> right) =>
                left.SequenceEqual(right, comparer) || (property.Unordered && left.ToHashSet(comparer).SetEquals(right)),

            // Unknown, or not of the declared type: what cannot be compared has changed.
            (null, _) or (_, null) => false,
            var (left, right) => left.Equals(right),
        };
    }

    /// <summary>Parts the change of a list whose order means nothing into those of its items.</summary>
    public static IReadOnlyDictionary<string, PropertyChange> Detail(
        RecordDescription declared, DiffQuery query, IReadOnlyDictionary<string, PropertyChange> changes)
    {
        if (!changes.Any(change => IsOfItems(declared[change.Key], change.Value)))
        {
            return changes;
        }

        var details = new Dictionary<string, PropertyChange>(StringComparer.Ordinal);
        foreach (var (name, change) in changes)
        {
            var property = declared[name];
            var before = (change.AgainstInputs ? query.OldInputs : query.State).Find(name);
            if (IsOfItems(property, change)
                && before is not null && property.Convert(before.Unwrap()) is IReadOnlyList<string> old
                && query.Inputs.Find(name) is { } after && property.Convert(after.Unwrap()) is IReadOnlyList<string> wanted)
            {
                AddItems(property, old, wanted, change, details);
            }
            else
            {
                details.Add(name, change);
            }
        }

        return details;
    }

    private static bool AreSameSpan(string left, string right) => Duration.Parse(left) is { } span && span == Duration.Parse(right);

    private static bool IsOfItems(PropertyDescription property, PropertyChange change) => property.Unordered && change.Kind == ChangeKind.Update;

    // An item that goes has its place in the old list, one that comes in the new list. Where one comes and one goes at the same place,
    // that place changes, and an engine shows both.
    private static void AddItems(
        PropertyDescription property, IReadOnlyList<string> old, IReadOnlyList<string> wanted, PropertyChange change, Dictionary<string, PropertyChange> details)
    {
        var comparer = property.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        foreach (var place in PlacesOfOthers(old, wanted, comparer))
        {
            details.Add(PathOf(place), change with { Kind = ChangeKind.Delete });
        }

        foreach (var path in PlacesOfOthers(wanted, old, comparer).Select(PathOf))
        {
            details[path] = change with { Kind = details.ContainsKey(path) ? ChangeKind.Update : ChangeKind.Add };
        }

        string PathOf(int place) => $"{property.Name}[{place}]";
    }

    private static IEnumerable<int> PlacesOfOthers(IReadOnlyList<string> items, IReadOnlyList<string> others, StringComparer comparer)
    {
        var seen = others.ToHashSet(comparer);
        return Enumerable.Range(0, items.Count).Where(place => seen.Add(items[place]));
    }

    private static PropertyChange? Compare(PropertyDescription property, DiffQuery query)
    {
        var observed = query.State.Find(property.Name);
        var old = observed ?? query.OldInputs.Find(property.Name);
        var wanted = query.Inputs.Find(property.Name);
        var againstInputs = observed is null;

        if (wanted is null)
        {
            return old is null || property.WhenAbsent is Absence.AsItIs or Absence.Unmanaged or Absence.NeverTold
                ? null
                : new PropertyChange(ChangeKind.Delete, property.Replaces, againstInputs);
        }

        if (old is null)
        {
            return property.WhenAbsent is Absence.NeverTold ? null : new PropertyChange(ChangeKind.Add, property.Replaces, againstInputs);
        }

        return AreSame(property, old.Unwrap(), wanted.Unwrap())
            ? null
            : new PropertyChange(ChangeKind.Update, property.Replaces, againstInputs);
    }
}
