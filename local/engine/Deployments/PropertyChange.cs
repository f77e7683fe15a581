using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What becomes of one property.</summary>
/// <param name="Path">Where it stands, such as <c>members[2].role</c>.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Old">What it was; null when it was not there.</param>
/// <param name="New">What it will be; null when it will not be there.</param>
public sealed record PropertyChange(string Path, PropertyChangeKind Kind, PropertyValue? Old, PropertyValue? New);
