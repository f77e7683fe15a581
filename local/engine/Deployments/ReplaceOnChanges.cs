using System.Collections.Immutable;
using PulumiOrgs.Local.Engine.Providers;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Turns changes of properties that the program names into replacements.</summary>
internal static class ReplaceOnChanges
{
    // Names the reason for a replacement that lies in a creation which did not finish.
    private const string InitErrorKey = "#initerror";

    /// <exception cref="FormatException">One of the paths is none.</exception>
    public static ResourceDiff Apply(ResourceDiff diff, IReadOnlyList<string> paths, bool hasInitErrors)
    {
        if (paths.Count == 0 || (diff.Changed != true && !hasInitErrors))
        {
            return diff;
        }

        var wanted = paths.Select(PropertyPath.Parse).ToList();
        var replaceKeys = diff.ReplaceKeys.Concat(diff.ChangedKeys.Where(Forces));
        if (hasInitErrors && Forces(InitErrorKey))
        {
            replaceKeys = replaceKeys.Append(InitErrorKey);
        }

        return diff with
        {
            Changed = diff.Changed == true || (hasInitErrors && Forces(InitErrorKey)),
            ReplaceKeys = [.. replaceKeys.Distinct()],
            Detailed = diff.Detailed?.ToImmutableDictionary(
                static change => change.Key,
                change => Forces(change.Key) ? change.Value.AsReplace() : change.Value),
        };

        bool Forces(string path)
        {
            var changed = PropertyPath.Parse(path);
            return wanted.Any(one => one.Contains(changed));
        }
    }
}
