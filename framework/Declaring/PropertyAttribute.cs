using System.Diagnostics.CodeAnalysis;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>
/// Declares a property of a resource, a function or the provider's configuration. The property's name on the wire is its
/// C# name in camel case.
/// </summary>
/// <param name="description">What the schema and the documentation say of it: shape, unit, what absence means.</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class PropertyAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The value must never be shown; it travels and is kept as a secret.</summary>
    public bool Secret { get; init; }

    /// <summary>What it means where the property is absent.</summary>
    public Absence WhenAbsent { get; init; }
}

/// <summary>What it means where a property is absent: in a program, in a state, or in a function's arguments and results.</summary>
public enum Absence
{
    /// <summary>A state always has it, as the schema promises. A program that leaves it out wants its default.</summary>
    Never,

    /// <summary>There is no such thing: no email address, no limit. Taking it out of a program takes it away.</summary>
    ThereIsNone,

    /// <summary>
    /// A state always has it; a program that leaves it out wants it as it is. Taking it out of the program changes nothing, and what an
    /// import or a refresh finds need not be in the program.
    /// </summary>
    AsItIs,

    /// <summary>A program that leaves it out does not manage it: it is left alone, and is in no state.</summary>
    Unmanaged,

    /// <summary>
    /// The API takes the value and never tells it again. Where neither state nor old inputs have it (after an import), the program's
    /// value is believed.
    /// </summary>
    NeverTold,
}

/// <summary>Declares a property that a program sets. It is in the state as well.</summary>
public sealed class InputAttribute(string description) : PropertyAttribute(description)
{
    /// <summary>The program must give it.</summary>
    public bool Required { get; init; }

    /// <summary>A change cannot be made in place: it takes a new resource.</summary>
    public bool Replaces { get; init; }

    /// <summary>The value when the program gives none: a string, a boolean, a number or an array of strings.</summary>
    public object? Default { get; init; }

    /// <summary>The C# name of another input: the default holds only where that one has a value.</summary>
    public string? DefaultWith { get; init; }

    /// <summary>The key of the provider's configuration whose value is taken when the program gives none.</summary>
    public string? DefaultFromConfiguration { get; init; }
}

/// <summary>
/// A record whose declared properties are the resource's own: what several resources have in common is declared once, and each has it as
/// a part. The property itself has no name on the wire.
/// </summary>
/// <param name="type">The record.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PartAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) : Attribute
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
    public Type Type { get; } = type;
}

/// <summary>When the program gives no value, it is that of another input.</summary>
/// <param name="property">The other one's C# name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultFromAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>
/// Where the program gives another input, this one is computed from it when the resource is made: it is known only then, is not compared,
/// and giving it too is refused. Its default, which SDKs send where the program gives nothing, counts as not given.
/// </summary>
/// <param name="property">The other one's C# name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ComputedFromAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>
/// When the program gives no name, one is made from the resource's name, as the stack's automatic naming says. It stays for as long as
/// the object does; what replaces the object gets another one.
/// </summary>
/// <param name="maxLength">The most characters that it may have.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AutonamedAttribute(int maxLength) : Attribute
{
    public int MaxLength { get; } = maxLength;

    /// <summary>The C# name of another input: a name is made only where that one has the value <see cref="Is"/>.</summary>
    public string? Where { get; init; }

    /// <summary>The value; see <see cref="Where"/>.</summary>
    public string? Is { get; init; }
}

/// <summary>Declares a property that only the provider sets.</summary>
public sealed class OutputAttribute(string description) : PropertyAttribute(description);

/// <summary>
/// Names the record whose values are the items of a list. Only outputs have such lists; their types become object types of
/// the schema.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type) : Attribute
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
    public Type Type { get; } = type;
}

/// <summary>Describes a record as an object type of the schema, of the record's own name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ObjectTypeAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}

/// <summary>Names a class as a function.</summary>
/// <param name="name">The last part of its token.</param>
/// <param name="description">What the schema and the documentation say of it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FunctionAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;
}

/// <summary>
/// Marks the text of a state record that is the resource's id, where that is made of none of its properties. It travels and is kept as
/// the id alone. Such an id names nothing outside of the state: two resources may have the same.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdAttribute : Attribute;

/// <summary>Names a class as a resource.</summary>
/// <param name="name">The last part of its type token.</param>
/// <param name="id">
/// The properties that make its id, parted by slashes: <c>organization/username</c>. Empty when the state has an
/// <see cref="IdAttribute"/> instead.
/// </param>
/// <param name="description">What the schema and the documentation say of it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResourceAttribute(string name, string id, string description) : Attribute
{
    /// <summary>For a resource whose state has an <see cref="IdAttribute"/>.</summary>
    /// <param name="name">The last part of its type token.</param>
    /// <param name="description">What the schema and the documentation say of it.</param>
    public ResourceAttribute(string name, string description)
        : this(name, "", description)
    {
    }

    public string Name { get; } = name;

    public string Id { get; } = id;

    public string Description { get; } = description;
}

/// <summary>Describes a value of an enumeration.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class EnumValueAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}

/// <summary>Names a class of string constants as an enumeration of the schema.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EnumTypeAttribute(string description) : Attribute
{
    public string Description { get; } = description;
}
