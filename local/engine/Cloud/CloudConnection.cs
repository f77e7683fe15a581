using System.Collections.Immutable;

namespace PulumiOrgs.Local.Engine.Cloud;

/// <summary>How providers reach a cloud. Disposing of it stops a cloud that the engine started.</summary>
/// <param name="owned">What to stop in the end; null when there is nothing.</param>
public sealed class CloudConnection(IAsyncDisposable? owned = null) : IAsyncDisposable
{
    /// <summary>What providers must find in their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Settings for stacks that say nothing else.</summary>
    public IReadOnlyDictionary<string, string> DefaultConfig { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What to tell the user of the cloud; null: nothing.</summary>
    public string? Notice { get; init; }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
