using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Which resources a dependency means.</summary>
internal static class DependencyGraph
{
    /// <summary>
    /// The resources that the engine waits for. A component has no existence of its own: to depend on one is to depend on the
    /// resources in it, down to the first that a provider or another program manages.
    /// </summary>
    public static ImmutableHashSet<Resource> Expand(IEnumerable<Resource> resources)
    {
        var expanded = ImmutableHashSet.CreateBuilder<Resource>();
        var seen = new HashSet<Resource>();
        var left = new System.Collections.Generic.Stack<Resource>(resources);
        while (left.TryPop(out var resource))
        {
            if (!seen.Add(resource))
            {
                continue;
            }

            if (resource is ComponentResource { IsRemote: false })
            {
                foreach (var child in resource.Children())
                {
                    left.Push(child);
                }
            }
            else
            {
                expanded.Add(resource);
            }
        }

        return expanded.ToImmutable();
    }

    /// <summary>The URNs of these resources, once they have them.</summary>
    public static async Task<ImmutableSortedSet<string>> UrnsAsync(IEnumerable<Resource> resources)
    {
        var urns = await Task.WhenAll(
            Expand(resources).Select(static resource => resource.Urn.GetValueAsync(whenUnknown: ""))).ConfigureAwait(false);
        return urns.Where(static urn => urn.Length > 0).ToImmutableSortedSet(StringComparer.Ordinal);
    }
}
