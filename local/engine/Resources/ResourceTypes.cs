namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>The type tokens that the engine itself gives a meaning to.</summary>
public static class ResourceTypes
{
    public const string Stack = "pulumi:pulumi:Stack";

    private const string ProviderPrefix = "pulumi:providers:";

    public static bool IsProvider(string type) =>
        type.StartsWith(ProviderPrefix, StringComparison.Ordinal) && type.Length > ProviderPrefix.Length;

    /// <summary>The type of the provider resource of a package.</summary>
    public static string ProviderOf(string package) => ProviderPrefix + package;

    /// <summary>The package whose provider serves a type or function; of a provider resource its own.</summary>
    /// <exception cref="FormatException">The token does not have the form <c>package:module:name</c>.</exception>
    public static string PackageOf(string token)
    {
        if (IsProvider(token))
        {
            return token[ProviderPrefix.Length..];
        }

        return token.Split(':') is { Length: 3 } parts && parts.All(static part => part.Length > 0)
            ? parts[0]
            : throw new FormatException($"'{token}' is not a type token of the form package:module:Name");
    }
}
