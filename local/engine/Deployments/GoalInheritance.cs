using System.Collections.Immutable;
using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What a resource has from its parent where it says nothing itself.</summary>
internal static class GoalInheritance
{
    /// <summary>A child is protected, retained and deleted with what its parent is, and uses its parent's providers.</summary>
    /// <exception cref="FormatException">The type is no type token.</exception>
    public static ResourceGoal Apply(ResourceGoal goal, ResourceGoal? parent)
    {
        if (parent is null)
        {
            return goal with { Provider = goal.Provider ?? Own(goal) };
        }

        return goal with
        {
            Protect = goal.Protect ?? parent.Protect,
            RetainOnDelete = goal.RetainOnDelete ?? parent.RetainOnDelete,
            DeletedWith = goal.DeletedWith ?? parent.DeletedWith,
            Providers = goal.Custom ? goal.Providers : parent.Providers.ToImmutableDictionary().SetItems(goal.Providers),
            Provider = goal.Provider ?? Own(goal) ?? FromParent(goal, parent),
        };
    }

    private static ProviderReference? Own(ResourceGoal goal) => IsServed(goal) ? Of(goal.Providers, goal.Type) : null;

    private static ProviderReference? FromParent(ResourceGoal goal, ResourceGoal parent)
    {
        if (!goal.Custom)
        {
            // It is of no use to a component itself, but its children may have it from there.
            return parent.Provider;
        }

        return IsServed(goal) ? Of(parent.Providers, goal.Type) ?? IfServing(parent.Provider, goal.Type) : null;
    }

    private static bool IsServed(ResourceGoal goal) => goal.Custom && !ResourceTypes.IsProvider(goal.Type);

    private static ProviderReference? Of(IReadOnlyDictionary<string, ProviderReference> providers, string type) =>
        providers.TryGetValue(ResourceTypes.PackageOf(type), out var reference) ? reference : null;

    private static ProviderReference? IfServing(ProviderReference? provider, string type) =>
        provider is { } reference && ResourceTypes.PackageOf(reference.Urn.Type) == ResourceTypes.PackageOf(type) ? reference : null;
}
