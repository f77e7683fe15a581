using PulumiOrgs.Protocol;

namespace PulumiOrgs.Provider.Framework;

/// <summary>Inputs that are right one by one.</summary>
/// <param name="Args">Their values; one that is unknown yet looks as if it were absent.</param>
/// <param name="Properties">Their wire form.</param>
public sealed record CheckedInputs<TArgs>(TArgs Args, PropertyMap Properties)
{
    /// <summary>Says whether the program gave the property, be its value known or not.</summary>
    public bool Has(string name) => Properties.Find(name) is not null;
}
