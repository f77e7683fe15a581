namespace PulumiOrgs.Protocol;

/// <summary>Limits that both sides of the protocol agree on.</summary>
public static class ProtocolLimits
{
    /// <summary>The largest message either side sends, in bytes.</summary>
    public const int MaxMessageSize = 400 * 1024 * 1024;
}
