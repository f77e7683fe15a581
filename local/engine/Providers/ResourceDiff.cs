namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>How a resource differs from what is wanted.</summary>
public sealed record ResourceDiff
{
    public static ResourceDiff None { get; } = new();

    /// <summary>Whether anything differs; null when the provider cannot tell.</summary>
    public bool? Changed { get; init; } = false;

    public IReadOnlyList<string> ReplaceKeys { get; init; } = [];

    public IReadOnlyList<string> ChangedKeys { get; init; } = [];

    /// <summary>By property path; null when the provider gives none.</summary>
    public IReadOnlyDictionary<string, PropertyChangeKind>? Detailed { get; init; }

    public bool DeleteBeforeReplace { get; init; }

    public bool Replaces => ReplaceKeys.Count > 0 || Detailed?.Values.Any(static kind => kind.IsReplace()) == true;

    /// <summary>The same with changes of properties that the program names turned into replacements.</summary>
    /// <exception cref="FormatException">One of the paths is none.</exception>
    public ResourceDiff Replacing(IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || Changed != true)
        {
            return this;
        }

        var wanted = paths.Select(PropertyPath.Parse).ToList();
        return this with
        {
            ReplaceKeys = [.. ReplaceKeys.Concat(ChangedKeys.Where(Forces)).Distinct()],
            Detailed = Detailed?.ToImmutableDictionary(
                static change => change.Key,
                change => Forces(change.Key) ? change.Value.AsReplace() : change.Value),
        };

        bool Forces(string path)
        {
            var changed = PropertyPath.Parse(path);
            return wanted.Any(one => one.Contains(changed));
        }
    }

    /// <summary>A difference that replaces the resource for a reason outside its properties.</summary>
    public static ResourceDiff ReplaceBecauseOf(string key) => new() { Changed = true, ReplaceKeys = [key] };

    /// <summary>A difference in given properties.</summary>
    public static ResourceDiff Of(IReadOnlyDictionary<string, PropertyChangeKind> changes) => changes.Count == 0
        ? None
        : new() { Changed = true, ChangedKeys = [.. changes.Keys], Detailed = changes.ToImmutableDictionary() };
}

/// <summary>What becomes of a property; each kind may force the resource to be replaced.</summary>
public enum PropertyChangeKind
{
    Add,
    AddReplace,
    Delete,
    DeleteReplace,
    Update,
    UpdateReplace,
}

public static class PropertyChangeKinds
{
    public static bool IsReplace(this PropertyChangeKind kind) =>
        kind is PropertyChangeKind.AddReplace or PropertyChangeKind.DeleteReplace or PropertyChangeKind.UpdateReplace;

    public static PropertyChangeKind AsReplace(this PropertyChangeKind kind) => kind switch
    {
        PropertyChangeKind.Add => PropertyChangeKind.AddReplace,
        PropertyChangeKind.Delete => PropertyChangeKind.DeleteReplace,
        PropertyChangeKind.Update => PropertyChangeKind.UpdateReplace,
        _ => kind,
    };
}
