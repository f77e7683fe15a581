using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A rule that every known value of a property must satisfy; of a list, every item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class RuleAttribute : Attribute
{
    /// <summary>Says what is wrong with a value and what would be right; null when all is well.</summary>
    public abstract string? Fault(object value);

    /// <summary>What a text means to the rule, equal for texts that are the same value; null where it means nothing but itself.</summary>
    public virtual object? MeaningOf(string text) => null;

    /// <summary>Says whether a text has such a character.</summary>
    /// <remarks>Rules look at every item of a list, and LINQ would take an enumerator for each.</remarks>
    private protected static bool Has(string text, Func<char, bool> isSuch)
    {
        foreach (var c in text)
        {
            if (isSuch(c))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A text that is one segment of a URL's path, so it must not be able to change the path.</summary>
public sealed class PathSegmentAttribute : RuleAttribute
{
    public override string? Fault(object value) => value switch
    {
        "" => "is empty; give a name",
        "." or ".." => $"'{value}' is not a name, but a step in a path; give a name",
        string text when text.AsSpan().ContainsAny('/', '\\') => $"'{text}' has a slash; names have none",
        string text when Has(text, char.IsControl) => "has a control character; names have none",
        string text when Has(text, char.IsWhiteSpace) => $"'{text}' has white space; names have none",
        _ => null,
    };
}

/// <summary>A text of limited length, counted in Unicode characters.</summary>
public sealed class MaxLengthAttribute(int length) : RuleAttribute
{
    // No text has more Unicode characters than its length, which is counted already.
    public override string? Fault(object value) =>
        value is string text && text.Length > length && text.EnumerateRunes().Count() is var actual && actual > length
        ? $"has {actual} characters; at most {length} are allowed"
        : null;
}

/// <summary>A text that is not blank.</summary>
public sealed class NotBlankAttribute : RuleAttribute
{
    public override string? Fault(object value) => value is string text && string.IsNullOrWhiteSpace(text)
        ? "is empty; give a text, or leave the property out"
        : null;
}

/// <summary>A number that is not too small.</summary>
public sealed class AtLeastAttribute(int least) : RuleAttribute
{
    public override string? Fault(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && number < least
        ? string.Create(CultureInfo.InvariantCulture, $"is {number}; at least {least} is needed")
        : null;
}

/// <summary>A text that is an https or http URL with a host.</summary>
public sealed class WebUrlAttribute : RuleAttribute
{
    public override string? Fault(object value) => value is string text && !IsWebUrl(text)
        ? $"'{text}' is no URL that can be called; give one such as 'https://example.com/hook'"
        : null;

    // Uri overlooks white space around a URL; what is sent has it still.
    private static bool IsWebUrl(string text) => !Has(text, char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Host.Length > 0;
}

/// <summary>One of the string constants of a class that carries <see cref="EnumTypeAttribute"/>.</summary>
public sealed class OneOfAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) : RuleAttribute
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)]
    public Type Type { get; } = type;

    public string Description { get; } = type.GetCustomAttribute<EnumTypeAttribute>()?.Description ?? "";

    /// <summary>The values in the order of their declaration, each with the name of its constant and its description.</summary>
    public ImmutableArray<(string Name, string Value, string Description)> Values { get; } =
    [
        .. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(static field => field.IsLiteral)
            .Select(static field => (
                field.Name,
                (string)field.GetRawConstantValue()!,
                field.GetCustomAttribute<EnumValueAttribute>()?.Description ?? "")),
    ];

    public override string? Fault(object value) => value is string text && !IsKnown(text)
        ? $"'{text}' is unknown; use {string.Join(" or ", Values.Select(static known => $"'{known.Value}'"))}"
        : null;

    private bool IsKnown(string text)
    {
        foreach (var known in Values)
        {
            if (known.Value == text)
            {
                return true;
            }
        }

        return false;
    }
}
