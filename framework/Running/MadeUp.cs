using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>
/// Names that were made up. A mark is kept among the inputs in the state, so that a later deployment can tell a made-up name
/// (kept, and made anew for a replacement) from one that the program insists on.
/// </summary>
internal static class MadeUp
{
    private const string Key = "__defaults";

    public static bool IsMarked(PropertyMap inputs, string name) =>
        inputs.Find(Key)?.Unwrap() is ListValue marked && marked.Items.Contains((PropertyValue)name);

    /// <summary>Makes the names that the program does not give, or says why it may not.</summary>
    /// <param name="declared">What there is.</param>
    /// <param name="given">What the program gives.</param>
    /// <param name="oldInputs">The inputs of the last deployment; null for a new resource and for a replacement.</param>
    /// <param name="autonaming">How a name is made.</param>
    /// <param name="failures">Takes what is wrong.</param>
    public static PropertyMap Fill(
        RecordDescription declared, PropertyMap given, PropertyMap? oldInputs, Autonaming autonaming, List<CheckFailure> failures)
    {
        var inputs = given;
        foreach (var property in declared.Autonamed)
        {
            if (given.Find(property.Name) is not null || !IsWanted(declared, property, given))
            {
                continue;
            }

            // A name once made stays with its object; a replacement comes without old inputs and so gets a new one.
            if (oldInputs?.Find(property.Name) is { } kept)
            {
                inputs = Mark(inputs, property.Name, kept);
                continue;
            }

            // Naming without a random part would give the replacement the name of what it replaces.
            var taken = autonaming.Replaced is { } replaced && IsMarked(replaced, property.Name)
                ? replaced.Find(property.Name)?.Unwrap() as StringValue
                : null;
            var (name, fault) = autonaming.MakeName(property.Autonamed!.MaxLength, taken?.Value);
            if (fault is not null)
            {
                failures.Add(new CheckFailure(property.Name, fault));
            }
            else
            {
                inputs = Mark(inputs, property.Name, name!);
            }
        }

        return inputs;
    }

    private static bool IsWanted(RecordDescription declared, PropertyDescription property, PropertyMap given) =>
        property.AutonamedWhere is not { } where
        || ((given.Find(where) ?? declared[where].Default)?.Unwrap() is StringValue { IsUnknown: false } value && value.Value == property.Autonamed!.Is);

    private static PropertyMap Mark(PropertyMap inputs, string name, PropertyValue value)
    {
        var marked = inputs.Find(Key)?.Unwrap() is ListValue before ? before.Items : [];
        return inputs.With(name, value).With(Key, new ListValue([.. marked.Where(other => !other.Equals((PropertyValue)name)), (PropertyValue)name]));
    }
}
