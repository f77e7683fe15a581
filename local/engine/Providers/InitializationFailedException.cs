using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>A resource exists, but not all of it could be done. What exists must be recorded.</summary>
public sealed class InitializationFailedException(
    string id,
    PropertyMap outputs,
    PropertyMap? inputs,
    IReadOnlyList<string> reasons,
    Exception inner)
    : ProviderException(string.Join(Environment.NewLine, reasons), inner)
{
    public string Id { get; } = id;

    public PropertyMap Outputs { get; } = outputs;

    /// <summary>The inputs that a read found; null when it said nothing of them.</summary>
    public PropertyMap? Inputs { get; } = inputs;

    public IReadOnlyList<string> Reasons { get; } = reasons;
}
