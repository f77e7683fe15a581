using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Inputs as the provider takes them, with its defaults; or why it does not.</summary>
public sealed record CheckResult(PropertyMap Inputs, IReadOnlyList<CheckFailure> Failures);
