using PulumiOrgs.Local.Cloud;

namespace PulumiOrgs.Local.Engine.Cloud;

/// <summary>The emulated cloud, within this process. Its data lies beside the state, so the next run finds the same organization.</summary>
/// <param name="time">The clock.</param>
public sealed class EmulatorCloud(TimeProvider time) : ICloud
{
    private const string Organization = "acme";

    public async Task<CloudConnection> ConnectAsync(string dataFile, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(dataFile)!);
        var options = new EmulatedCloudOptions { DataFile = dataFile, Organizations = [Organization], Clock = time };
        var cloud = await StartAsync(options, cancellationToken);
        return new CloudConnection(cloud)
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
