namespace PulumiOrgs.Provider.Cloud;

/// <summary>The time by which the server dates and ends things.</summary>
internal static class ServerTime
{
    /// <summary>What the server's clock shows now; what this machine's does while no answer has told.</summary>
    public static DateTimeOffset Now(this ICloud cloud, TimeProvider clock) => cloud.ServerTimeAt(clock.GetTimestamp()) ?? clock.GetUtcNow();
}
