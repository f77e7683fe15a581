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
