using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>Inputs that are right one by one.</summary>
/// <param name="Args">Their values; one that is unknown yet looks as if it were absent.</param>
/// <param name="Properties">Their wire form.</param>
/// <param name="OldProperties">Those of the last deployment; null for a new resource and for a replacement.</param>
public sealed record CheckedInputs<TArgs>(TArgs Args, PropertyMap Properties, PropertyMap? OldProperties)
{
    /// <summary>Says whether the program gave the property, be its value known or not.</summary>
    public bool Has(PropertyName name) => Properties.Find(name) is not null;
}
