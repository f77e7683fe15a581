using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>What a function returned, or why it would not run.</summary>
public sealed record InvokeResult(PropertyMap Return, IReadOnlyList<CheckFailure> Failures);
