namespace PulumiOrgs.Provider.Cloud;

/// <summary>A webhook of an organization. The service never tells its secret.</summary>
/// <param name="Name">The key in the organization.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="PayloadUrl">Where events are delivered.</param>
/// <param name="Active">Whether events are delivered.</param>
/// <param name="Format">The form of what is delivered, in the API's words: <c>raw</c>, <c>slack</c> or <c>ms_teams</c>.</param>
/// <param name="Filters">The types of events that are delivered.</param>
/// <param name="Groups">The groups of events that are delivered.</param>
/// <param name="HasSecret">Whether deliveries are signed.</param>
public sealed record Webhook(
    string Name,
    string DisplayName,
    string PayloadUrl,
    bool Active,
    string Format,
    IReadOnlyList<string> Filters,
    IReadOnlyList<string> Groups,
    bool HasSecret)
{
    /// <summary>The groups that the service may show for a webhook that was made for no events in particular.</summary>
    public static IReadOnlyList<string> DefaultGroups { get; } = ["deployments", "environments", "stacks"];
}
