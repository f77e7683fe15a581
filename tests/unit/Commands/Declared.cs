using Moq;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests.Commands;

/// <summary>What the resources declare, to hold the commands against.</summary>
internal static class Declared
{
    /// <summary>The inputs of the resources of these names, such as <c>Team.displayName</c>; of all resources when none is named.</summary>
    public static IReadOnlyList<string> Inputs(params IReadOnlyList<string> resources) =>
    [
        .. OrgsPackage.Create(
                new OrgsConfiguration(static _ => null, static _ => throw new InvalidOperationException()),
                Mock.Of<ICloud>(),
                Mock.Of<IRemovalPolicy>(),
                TimeProvider.System)
            .Resources.Where(resource => resources.Count == 0 || resources.Contains(resource.Name))
            .SelectMany(static resource => resource.Declared.Inputs.Select(input => $"{resource.Name}.{input.Name}")),
    ];
}
