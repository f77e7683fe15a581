namespace Pulumi.Testing;

/// <summary>Answers for the engine and the providers in a test.</summary>
public interface IMocks
{
    /// <summary>Says which id and state a resource gets.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Says what a function gives.</summary>
    Task<object> CallAsync(MockCallArgs args);
}
