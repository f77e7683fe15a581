namespace Pulumi.Testing;

/// <summary>Answers for the engine and the providers in a test.</summary>
public interface IMocks
{
    /// <summary>Says which id and state a resource gets.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Says what a function gives.</summary>
    Task<object> CallAsync(MockCallArgs args);
}

/// <summary>A function that the program called.</summary>
public class MockCallArgs
{
    public string? Token { get; set; }

    /// <summary>Its known arguments, secret ones in the clear.</summary>
    public ImmutableDictionary<string, object> Args { get; set; } = null!;

    /// <summary>The provider it names; empty for the default one.</summary>
    public string? Provider { get; set; }
}

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

/// <summary>What a program under test is told about its deployment.</summary>
public class TestOptions
{
    /// <summary>Null is <c>project</c>.</summary>
    public string? ProjectName { get; set; }

    /// <summary>Null is <c>stack</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>Null is true.</summary>
    public bool? IsPreview { get; set; }
}
