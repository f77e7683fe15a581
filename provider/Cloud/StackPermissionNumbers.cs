using System.Globalization;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>The API has numbers for what may be done with a stack, and people have words.</summary>
internal static class StackPermissionNumbers
{
    private static readonly (long Number, string Name)[] Known = [(0, "none"), (101, "read"), (102, "write"), (103, "admin"), (104, "creator")];

    /// <summary>The word; of a number that nobody knows yet, the number.</summary>
    public static string ToName(long number) =>
        Array.Find(Known, known => known.Number == number).Name ?? number.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">It is none of the words.</exception>
    public static long ToNumber(string name) => Array.Find(Known, known => known.Name == name) is { Name: not null } found
        ? found.Number
        : throw new ArgumentException($"'{name}' is no permission on a stack", nameof(name));
}
