namespace Pulumi;

/// <summary>Which resources a dependency means.</summary>
internal static class DependencyGraph
{
    /// <summary>
    /// The resources that the engine waits for. A component has no existence of its own: to depend on one is to depend on the
    /// resources in it, down to those that a provider manages.
    /// </summary>
    public static ImmutableHashSet<Resource> Expand(IEnumerable<Resource> resources) => [.. resources.SelectMany(Leaves)];

    /// <summary>The URNs of these resources, once they have them.</summary>
    public static async Task<ImmutableSortedSet<string>> UrnsAsync(IEnumerable<Resource> resources)
    {
        var urns = await Task.WhenAll(Expand(resources).Select(static resource => resource.Urn.GetValueAsync(whenUnknown: "")));
        return urns.Where(static urn => urn.Length > 0).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    private static IEnumerable<Resource> Leaves(Resource resource) =>
        resource is ComponentResource ? resource.Children().SelectMany(Leaves) : [resource];
}
