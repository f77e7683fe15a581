using PulumiOrgs.Protocol;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>A resource as an engine keeps it in its state.</summary>
public sealed record Existing(string Id, PropertyMap Properties, PropertyMap Inputs)
{
    /// <summary>A text among its properties.</summary>
    public string Text(string property) => ((StringValue)Properties[property].Unwrap()).Value;
}
