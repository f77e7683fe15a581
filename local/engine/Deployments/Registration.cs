using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What became of a resource that the program registered.</summary>
public sealed record Registration(Urn Urn, RegistrationOutcome Outcome, string Id, PropertyMap Outputs)
{
    public static Registration Done(ResourceState state) => new(state.Urn, RegistrationOutcome.Done, state.Id, state.Outputs);

    public static Registration Failed(Urn urn) => new(urn, RegistrationOutcome.Failed, "", PropertyMap.Empty);

    public static Registration Skipped(Urn urn) => new(urn, RegistrationOutcome.Skipped, "", PropertyMap.Empty);
}
