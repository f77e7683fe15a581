using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>The parent of a resource to take over: one that the state has, or one that is taken over in the same run.</summary>
/// <param name="Urn">The one in the state; null when it is taken over too.</param>
/// <param name="Index">Which of the requests it is, when it is taken over too.</param>
public sealed record ImportParent(Urn? Urn, int Index);
