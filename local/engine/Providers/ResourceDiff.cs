using System.Collections.Immutable;

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

    /// <summary>A difference that replaces the resource for a reason outside its properties.</summary>
    public static ResourceDiff ReplaceBecauseOf(string key) => new() { Changed = true, ReplaceKeys = [key] };

    /// <summary>A difference in given properties.</summary>
    public static ResourceDiff Of(IReadOnlyDictionary<string, PropertyChangeKind> changes) => changes.Count == 0
        ? None
        : new()
        {
            Changed = true,
            ChangedKeys = [.. changes.Keys],
            Detailed = changes.ToImmutableDictionary(),
        };
}
