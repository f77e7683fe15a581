using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A function that the program called.</summary>
public class MockCallArgs
{
    public string? Token { get; set; }

    /// <summary>Its known arguments, secret ones in the clear.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    /// <summary>The provider it names; empty for the default one.</summary>
    public string? Provider { get; set; }
}
