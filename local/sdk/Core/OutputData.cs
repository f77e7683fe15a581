using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output turned out to be.</summary>
/// <param name="Value">The value; the default of its type while it is not known.</param>
/// <param name="IsKnown">False in a preview for what only the deployment can tell.</param>
/// <param name="IsSecret">Whether the value must be kept from view.</param>
/// <param name="Dependencies">The resources that the value was made of.</param>
internal sealed record OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Dependencies)
{
    public OutputData<U> With<U>(U value) => new(value, IsKnown, IsSecret, Dependencies);

    /// <summary>The inner value with the marks of both: what is made of a secret is secret, and so on.</summary>
    public OutputData<U> Then<U>(OutputData<U> inner) =>
        new(inner.Value, IsKnown && inner.IsKnown, IsSecret || inner.IsSecret, Dependencies.Union(inner.Dependencies));

    // A record's own ToString would print the value, which may be secret.
    public override string ToString() => nameof(OutputData<>);
}

internal static class OutputData
{
    public static OutputData<T> Known<T>(T value, bool isSecret = false) => new(value, IsKnown: true, isSecret, []);

    public static OutputData<T> Unknown<T>(T value) => new(value, IsKnown: false, IsSecret: false, []);
}
