namespace PulumiOrgs.Framework.Declaring;

/// <summary>Two spellings that differ only in case are the same value, as for logins.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IgnoreCaseAttribute : Attribute;

/// <summary>A list whose order and repetitions mean nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnorderedAttribute : Attribute;

/// <summary>
/// An absent input means "as it is": taking it out of the program changes nothing, and an import or a refresh need not
/// have it in the program.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LeftAloneWhenAbsentAttribute : Attribute;

/// <summary>
/// The API takes the value and never tells it again. When neither state nor old inputs have it (after an import), the
/// program's value is believed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnreadableAttribute : Attribute;

/// <summary>
/// The value steers the provider and is nothing that the server knows: it is no part of the state, and changing it is no
/// change of the resource.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SteersProviderAttribute : Attribute;
