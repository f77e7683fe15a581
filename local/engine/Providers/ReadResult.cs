using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>A resource as it is.</summary>
/// <param name="Id">Its id; empty when it is gone.</param>
/// <param name="Outputs">What it is.</param>
/// <param name="Inputs">The inputs that would make it so; null when the provider does not say.</param>
public sealed record ReadResult(string Id, PropertyMap Outputs, PropertyMap? Inputs);
