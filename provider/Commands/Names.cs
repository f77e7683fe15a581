namespace PulumiOrgs.Provider.Commands;

/// <summary>How resources of an organization are named, and ordered.</summary>
internal static class Names
{
    /// <summary>As people look names up: capitals make a difference only between names that are the same otherwise.</summary>
    public static Comparer<string> Order { get; } = Comparer<string>.Create(static (left, right) =>
        StringComparer.OrdinalIgnoreCase.Compare(left, right) is not 0 and var order ? order : string.CompareOrdinal(left, right));

    /// <summary>The name of a person's resource. Capitals of a login mean nothing, and must not make another resource.</summary>
    public static string OfPerson(string login) => login.ToLowerInvariant();
}
