using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A resource that the program declared.</summary>
public class MockResourceArgs
{
    /// <summary>Its type token.</summary>
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Its known inputs, secret ones in the clear.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    /// <summary>The provider it names; empty for the default one.</summary>
    public string? Provider { get; set; }

    /// <summary>The id it is imported or read by.</summary>
    public string? Id { get; set; }
}
