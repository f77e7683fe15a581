using PulumiOrgs.Local.Cloud;

namespace PulumiOrgs.Local.Engine.Cloud;

/// <summary>The Pulumi Cloud that providers talk to.</summary>
public interface ICloudSource
{
    /// <param name="dataFile">Where a cloud of the engine's own keeps its data.</param>
    /// <param name="cancellationToken">Breaks the start off.</param>
    Task<CloudAccess> ConnectAsync(string dataFile, CancellationToken cancellationToken);
}

/// <summary>How providers reach a cloud. Disposing of it stops a cloud that the engine started.</summary>
/// <param name="owned">What to stop in the end; null when there is nothing.</param>
public sealed class CloudAccess(IAsyncDisposable? owned = null) : IAsyncDisposable
{
    /// <summary>What providers must find in their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Settings for stacks that say nothing else.</summary>
    public IReadOnlyDictionary<string, string> DefaultConfig { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What to tell the user of the cloud; null: nothing.</summary>
    public string? Notice { get; init; }

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The emulated cloud, within this process. Its data lies beside the state, so the next run finds the same organization.</summary>
/// <param name="time">The clock.</param>
public sealed class EmulatorCloud(TimeProvider time) : ICloudSource
{
    private const string Organization = "acme";

    public async Task<CloudAccess> ConnectAsync(string dataFile, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(dataFile)!);
        var options = new EmulatedCloudOptions { DataFile = dataFile, Organizations = [Organization], Clock = time };
        var cloud = await StartAsync(options, cancellationToken);
        return new CloudAccess(cloud)
        {
            Environment = new Dictionary<string, string>
            {
                ["PULUMI_ACCESS_TOKEN"] = cloud.AccessToken,
                ["PULUMI_BACKEND_URL"] = cloud.Url.ToString().TrimEnd('/'),
            },
            DefaultConfig = new Dictionary<string, string> { ["orgs:organization"] = Organization },
            Notice = $"the emulated cloud serves at {cloud.Url} with its data in {dataFile}",
        };
    }

    private static async Task<EmulatedCloud> StartAsync(EmulatedCloudOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await EmulatedCloud.StartAsync(options, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new IOException($"{options.DataFile}: {exception.Message}", exception);
        }
    }
}

/// <summary>A cloud that runs somewhere; the user's own environment has the access token.</summary>
/// <param name="url">Where it is; null: where the environment says.</param>
public sealed class GivenCloud(Uri? url = null) : ICloudSource
{
    public Task<CloudAccess> ConnectAsync(string dataFile, CancellationToken cancellationToken) => Task.FromResult(new CloudAccess
    {
        Environment = url is null
            ? ImmutableDictionary<string, string>.Empty
            : new Dictionary<string, string> { ["PULUMI_BACKEND_URL"] = url.ToString().TrimEnd('/') },
    });
}
