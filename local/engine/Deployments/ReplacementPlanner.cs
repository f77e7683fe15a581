using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Finds what must be deleted before a resource that is deleted before it is replaced: each dependent that would itself be
/// replaced because of it.
/// </summary>
internal sealed class ReplacementPlanner(DeploymentContext context)
{
    /// <param name="root">The resource that is to be deleted.</param>
    /// <param name="isRegistered">
    /// Whether the program has registered a resource already. Such a one cannot depend on <paramref name="root"/> any more,
    /// or it would still be waiting for it.
    /// </param>
    /// <returns>The dependents, each behind what it depends on.</returns>
    public async Task<IReadOnlyList<StateEntry>> FindDependentsAsync(StateEntry root, Func<Urn, bool> isRegistered)
    {
        var replaced = new HashSet<Urn> { root.State.Urn };
        var affected = new HashSet<Urn> { root.State.Urn };
        var dependents = new List<StateEntry>();
        foreach (var entry in context.State.Entries.SkipWhile(entry => entry != root).Skip(1))
        {
            var resource = entry.State;
            if (resource.Delete || isRegistered(resource.Urn) || !resource.AllNeeds().Any(affected.Contains))
            {
                continue;
            }

            // A component or a resource that is not replaced itself may still lead to one that is.
            affected.Add(resource.Urn);
            if (await MustBeReplacedAsync(resource, replaced))
            {
                replaced.Add(resource.Urn);
                dependents.Add(entry);
            }
        }

        return dependents;
    }

    private async Task<bool> MustBeReplacedAsync(StackResource resource, HashSet<Urn> replaced)
    {
        if (!resource.Custom || resource.External)
        {
            return false;
        }

        if (resource.Provider is { Urn: var used } && replaced.Contains(used))
        {
            return true;
        }

        var affected = resource.PropertyDependencies
            .Where(property => property.Value.Any(replaced.Contains) && resource.Inputs.ContainsKey(property.Key))
            .Select(static property => property.Key)
            .ToList();
        if (affected.Count == 0)
        {
            return false;
        }

        // What a replaced resource gives is not known before its replacement is there.
        var inputs = affected.Aggregate(resource.Inputs, static (inputs, name) => inputs.With(name, PropertyValue.Unknown));
        var provider = (await context.ProviderOfAsync(resource))!;
        var diff = await provider.DiffAsync(resource, resource with { Inputs = inputs }, context.Control.Abort);
        return diff.Replacing(resource.ReplaceOnChanges).Replaces;
    }
}
