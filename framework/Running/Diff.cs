using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>The differences between a resource and what the program wants of it.</summary>
/// <param name="Changes">By property.</param>
/// <param name="DeleteBeforeReplace">Whether the old resource has to be gone before the new one can be.</param>
/// <param name="Warnings">What the user should know besides.</param>
public sealed record DiffResult(
    IReadOnlyDictionary<string, PropertyChange> Changes, bool DeleteBeforeReplace, IReadOnlyList<string> Warnings);

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
            // Of a map, entries are compared, and each can be ignored by itself.
            var ignored = property.Kind == PropertyKind.StringMap
                ? query.IgnoreChanges.Contains("*") || query.IgnoreChanges.Contains(property.Name)
                : IsIgnored(property.Name, query.IgnoreChanges);
            if (!property.SteersProvider && !property.IsComputed(query.Inputs) && !ignored && Compare(property, query) is { } change)
            {
                changes.Add(property.Name, change);
            }
        }

        return changes;
    }

    // A path below the property (members[0]) ignores the property: the framework compares whole properties, but for maps.
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
            (string left, string right) => comparer.Equals(left, right) || MeanTheSame(property, left, right),
            (IReadOnlyList<string> left, IReadOnlyList<string> right) =>
                left.SequenceEqual(right, comparer) || (property.Unordered && left.ToHashSet(comparer).SetEquals(right)),

            (IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
                left.Count == right.Count && left.All(entry => right.TryGetValue(entry.Key, out var other) && comparer.Equals(entry.Value, other)),

            // Unknown, or not of the declared type: what cannot be compared has changed.
            (null, _) or (_, null) => false,
            var (left, right) => left.Equals(right),
        };
    }

    private static bool MeanTheSame(PropertyDescription property, string left, string right)
    {
        foreach (var rule in property.Rules)
        {
            if (rule.MeaningOf(left) is { } meaning && meaning.Equals(rule.MeaningOf(right)))
            {
                return true;
            }
        }

        return false;
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

        var change = new PropertyChange(ChangeKind.Update, property.Replaces, againstInputs);
        if (property.Kind == PropertyKind.StringMap && old.Unwrap() is MapValue oldMap && wanted.Unwrap() is MapValue wantedMap)
        {
            var entries = Entries(property, oldMap.Properties, wantedMap.Properties, query.IgnoreChanges);
            return entries.Count == 0 ? null : change with { Entries = entries };
        }

        return AreSame(property, old.Unwrap(), wanted.Unwrap()) ? null
            : property.Unordered && property.Convert(old) is IReadOnlyList<string> oldItems && ItemsOf(wanted) is { } items
                ? change with { Entries = Entries(property, oldItems, items) }
                : change;
    }

    // Null for what is not known yet; null for all where something else than a text is among them.
    private static IReadOnlyList<string?>? ItemsOf(PropertyValue value) =>
        value.Unwrap() is ListValue list && list.Items.All(static item => item.IsUnknown || item.Unwrap() is StringValue)
            ? [.. list.Items.Select(static item => (item.Unwrap() as StringValue)?.Value)]
            : null;

    // An item that goes has its place in the old list, one that comes in the new list. Where one comes and one goes at the same place,
    // that place changes, and an engine shows both. While an item is not known, nobody can say who goes: it may be one of those.
    private static Dictionary<string, ChangeKind> Entries(PropertyDescription property, IReadOnlyList<string> old, IReadOnlyList<string?> wanted)
    {
        var comparer = property.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var entries = (wanted.Contains(null) ? [] : PlacesOfOthers(old, wanted)).ToDictionary(PathOf, static _ => ChangeKind.Delete, StringComparer.Ordinal);
        foreach (var path in PlacesOfOthers(wanted, old).Select(PathOf))
        {
            entries[path] = entries.ContainsKey(path) ? ChangeKind.Update : ChangeKind.Add;
        }

        return entries;

        string PathOf(int place) => $"{property.Name}[{place}]";

        IEnumerable<int> PlacesOfOthers(IReadOnlyList<string?> items, IReadOnlyList<string?> others)
        {
            var seen = others.OfType<string>().ToHashSet(comparer);
            return Enumerable.Range(0, items.Count).Where(place => items[place] is not { } item || seen.Add(item));
        }
    }

    private static Dictionary<string, ChangeKind> Entries(
        PropertyDescription property, PropertyMap old, PropertyMap wanted, IReadOnlyList<string> ignored)
    {
        var entries = new Dictionary<string, ChangeKind>(StringComparer.Ordinal);
        foreach (var key in old.Keys.Union(wanted.Keys))
        {
            var path = property.PathOf(key);
            var (before, after) = (old.Find(key)?.Unwrap(), wanted.Find(key)?.Unwrap());
            if (!Equals(before, after) && !ignored.Contains(path))
            {
                entries.Add(path, before is null ? ChangeKind.Add : after is null ? ChangeKind.Delete : ChangeKind.Update);
            }
        }

        return entries;
    }
}
