using PulumiOrgs.Protocol;

namespace PulumiOrgs.Provider.Framework;

/// <summary>
/// Marks inputs that were made up. The mark is kept among the inputs in the state, so that a later deployment can tell a
/// made-up name (kept, and made anew for a replacement) from one that the program insists on.
/// </summary>
internal static class MadeUp
{
    private const string Key = "__defaults";

    public static PropertyMap Mark(PropertyMap inputs, string name) =>
        inputs.With(Key, new ListValue([(PropertyValue)name]));

    public static bool IsMarked(PropertyMap inputs, string name) =>
        inputs.Find(Key)?.Unwrap() is Protocol.ListValue marked && marked.Items.Contains((PropertyValue)name);
}
