namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>What a provider takes and can do, as its handshake or its configuration said.</summary>
public sealed record ProviderFeatures(bool Secrets, bool Resources, bool Outputs, bool Preview);
