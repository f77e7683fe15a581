namespace PulumiOrgs.Framework.Declaring;

/// <summary>Two spellings that differ only in case are the same value, as for logins.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IgnoreCaseAttribute : Attribute;

/// <summary>Two texts that mean the same are the same value however they are spelled, as for spans of time.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class MeaningAttribute : Attribute
{
    /// <summary>What a text means: equal for texts that are the same. Null where it means nothing but itself.</summary>
    public abstract object? Of(string text);
}

/// <summary>A list whose order and repetitions mean nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnorderedAttribute : Attribute;

/// <summary>
/// The value steers the provider and is nothing that the server knows: it is no part of the state, and changing it is no
/// change of the resource.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SteersProviderAttribute : Attribute;
