using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Finds in what two sets of properties differ.</summary>
public static class PropertyComparison
{
    /// <summary>The places where values differ, as deep as both sides have the same shape; secrecy alone is no difference.</summary>
    public static IReadOnlyList<PropertyDifference> Compare(PropertyMap olds, PropertyMap news)
    {
        var changes = new List<PropertyDifference>();
        CompareMaps("", olds, news, secret: false, changes);
        return changes;
    }

    /// <summary>What a provider found, with the values that it speaks of.</summary>
    public static IReadOnlyList<PropertyDifference> Describe(
        ResourceDiff diff, PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        if (diff.Detailed is { Count: > 0 } detailed)
        {
            return
            [
                .. detailed.OrderBy(static change => change.Key, StringComparer.Ordinal).Select(change =>
                    new PropertyDifference(
                        change.Key,
                        change.Value,
                        Find(change.Key, oldInputs) ?? Find(change.Key, oldOutputs),
                        Find(change.Key, news))),
            ];
        }

        var compared = Compare(oldInputs, news);
        return diff.ReplaceKeys.Count == 0
            ? compared
            : [.. compared.Select(change => Forces(change) ? change with { Kind = change.Kind.AsReplace() } : change)];

        bool Forces(PropertyDifference change) => diff.ReplaceKeys.Any(key => Concerns(key, change.Path));
    }

    /// <summary>All properties of a resource that was not there.</summary>
    public static IReadOnlyList<PropertyDifference> Additions(PropertyMap news) => Compare(PropertyMap.Empty, news);

    private static PropertyValue? Find(string path, PropertyMap properties)
    {
        try
        {
            return PropertyPath.Parse(path).Find(properties);
        }
        catch (FormatException)
        {
            // A provider's path that cannot be read still names what changes; it has just no values to show.
            return null;
        }
    }

    private static bool Concerns(string key, string path) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] is '.' or '[');

    private static void CompareMaps(string path, PropertyMap olds, PropertyMap news, bool secret, List<PropertyDifference> changes)
    {
        foreach (var name in olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal))
        {
            CompareValues(PropertyPath.Append(path, name), olds.GetValueOrDefault(name), news.GetValueOrDefault(name), secret, changes);
        }
    }

    private static void CompareValues(string path, PropertyValue? old, PropertyValue? value, bool secret, List<PropertyDifference> changes)
    {
        var (before, after) = (old?.Unwrap(), value?.Unwrap());
        secret |= old?.IsSecret == true || value?.IsSecret == true;
        switch (before, after)
        {
            case (null, null):
                break;
            case (null, _):
                changes.Add(new PropertyDifference(path, PropertyChangeKind.Add, null, Shown(after!, secret)));
                break;
            case (_, null):
                changes.Add(new PropertyDifference(path, PropertyChangeKind.Delete, Shown(before, secret), null));
                break;
            case (MapValue olds, MapValue news):
                CompareMaps(path, olds.Properties, news.Properties, secret, changes);
                break;
            case (ListValue olds, ListValue news):
                for (var index = 0; index < Math.Max(olds.Items.Count, news.Items.Count); index++)
                {
                    CompareValues(
                        $"{path}[{index}]",
                        olds.Items.ElementAtOrDefault(index),
                        news.Items.ElementAtOrDefault(index),
                        secret,
                        changes);
                }

                break;
            default:
                if (!before.Equals(after))
                {
                    changes.Add(new PropertyDifference(path, PropertyChangeKind.Update, Shown(before, secret), Shown(after, secret)));
                }

                break;
        }
    }

    private static PropertyValue Shown(PropertyValue value, bool secret) => secret ? new SecretValue(value) : value;
}

/// <summary>What becomes of one property.</summary>
/// <param name="Path">Where it stands, such as <c>members[2].role</c>.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Old">What it was; null when it was not there.</param>
/// <param name="New">What it will be; null when it will not be there.</param>
public sealed record PropertyDifference(string Path, PropertyChangeKind Kind, PropertyValue? Old, PropertyValue? New)
{
    /// <summary>Whether a path leads to what engines and SDKs keep among the properties for themselves, which is nobody's news.</summary>
    public static bool IsInternal(string path) =>
        path.Split('.', '[').Any(static segment => segment is "__defaults" or ProviderRegistry.InternalKey);
}
