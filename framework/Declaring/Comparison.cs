namespace PulumiOrgs.Framework.Declaring;

/// <summary>Two spellings that differ only in case are the same value, as for logins.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IgnoreCaseAttribute : Attribute;

/// <summary>A list whose order and repetitions mean nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnorderedAttribute : Attribute;

/// <summary>
/// The value steers the provider and is nothing that the server knows: it is no part of the state, and changing it is no
/// change of the resource.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SteersProviderAttribute : Attribute;
