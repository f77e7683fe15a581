using PulumiOrgs.Framework.Running;
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

    /// <summary>Says whether the program gave the property, be its value known or not, rather than that it was made up.</summary>
    public bool IsGiven(PropertyName name) => IsGiven(Properties, name);

    /// <summary>Says whether the program of the last deployment gave it; false for a new resource and for a replacement.</summary>
    public bool WasGiven(PropertyName name) => OldProperties is { } old && IsGiven(old, name);

    /// <summary>Says whether the value is another than in the last deployment; it is for a new resource and for a replacement.</summary>
    public bool IsNew(PropertyName name) =>
        OldProperties is not { } old || !Equals(old.Find(name)?.Unwrap(), Properties.Find(name)?.Unwrap());

    private static bool IsGiven(PropertyMap properties, PropertyName name) =>
        properties.Find(name) is not null && !MadeUp.IsMarked(properties, name);
}
