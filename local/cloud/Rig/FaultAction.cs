namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>What goes wrong with a request.</summary>
public abstract record FaultAction
{
    private FaultAction()
    {
    }

    /// <summary>Answers without doing the work, as a gateway in front of the service would.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Html">Whether the body is a page of a web firewall rather than the service's JSON.</param>
    /// <param name="RetryAfter">The header of that name, seconds or a date; null for none.</param>
    public sealed record Answer(int Status, bool Html = false, string? RetryAfter = null) : FaultAction;

    /// <summary>Breaks the connection before the work.</summary>
    public sealed record DropBefore : FaultAction;

    /// <summary>Does the work, then breaks the connection instead of answering.</summary>
    public sealed record DropAfter : FaultAction;

    /// <summary>Waits, then does the work and answers.</summary>
    public sealed record Delay(TimeSpan Duration) : FaultAction;
}
