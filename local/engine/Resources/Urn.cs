namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>
/// The name of a resource within a stack: <c>urn:pulumi:STACK::PROJECT::PARENT_TYPE$TYPE::NAME</c>.
/// The name may hold the delimiter, the parts before it may not.
/// </summary>
public readonly record struct Urn
{
    private const string Prefix = "urn:pulumi:";
    private const string Delimiter = "::";
    private const char TypeDelimiter = '$';

    private Urn(string text) => Text = text;

    public string Text { get; }

    /// <summary>Types of the resource and its parents, outermost first, joined by <c>$</c>.</summary>
    public string QualifiedType => Part(2);

    public string Type => QualifiedType[(QualifiedType.LastIndexOf(TypeDelimiter) + 1)..];

    public string Name => Part(3);

    public static Urn Create(string stack, string project, Urn? parent, string type, string name)
    {
        var ancestors = parent is { } urn && urn.QualifiedType != ResourceTypes.Stack ? urn.QualifiedType + TypeDelimiter : "";
        return new Urn($"{Prefix}{stack}{Delimiter}{project}{Delimiter}{ancestors}{type}{Delimiter}{name}");
    }

    /// <exception cref="FormatException">The text is no URN.</exception>
    public static Urn Parse(string text) => IsUrn(text)
        ? new Urn(text)
        : throw new FormatException($"'{text}' is not a URN; one looks like urn:pulumi:STACK::PROJECT::TYPE::NAME");

    /// <summary>Reads a URN that may be absent, which an empty string says.</summary>
    /// <exception cref="FormatException">The text is neither empty nor a URN.</exception>
    public static Urn? ParseOptional(string? text) => string.IsNullOrEmpty(text) ? null : Parse(text);

    public override string ToString() => Text;

    private static bool IsUrn(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.Split(Delimiter, 4) is { Length: 4 };

    private string Part(int index) => Text.Split(Delimiter, 4)[index];
}

/// <summary>Points at one configured provider: <c>URN::ID</c> of its resource.</summary>
public readonly record struct ProviderReference(Urn Urn, string Id)
{
    /// <summary>Stands for the id of a provider that a preview would create.</summary>
    public const string UnknownId = Protocol.Signatures.Unknown;

    /// <exception cref="FormatException">The text is no reference to a provider.</exception>
    public static ProviderReference Parse(string text)
    {
        var separator = text.LastIndexOf("::", StringComparison.Ordinal);
        if (separator < 0)
        {
            throw new FormatException($"'{text}' is not a reference to a provider; one looks like URN::ID");
        }

        var urn = Urn.Parse(text[..separator]);
        return ResourceTypes.IsProvider(urn.Type)
            ? new ProviderReference(urn, text[(separator + 2)..])
            : throw new FormatException($"'{text}' refers to a {urn.Type}, which is no provider");
    }

    public override string ToString() => $"{Urn}::{Id}";
}

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
