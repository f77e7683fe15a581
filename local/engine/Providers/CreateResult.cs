using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>A resource that was made; in a preview its id is empty and outputs may be unknown.</summary>
public sealed record CreateResult(string Id, PropertyMap Outputs);
