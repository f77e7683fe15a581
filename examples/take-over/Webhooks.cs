using Pulumi.Orgs;

namespace AcmeOrg;

/// <summary>The organization's webhooks. The secret of one that was taken over stays as long as none is given here.</summary>
internal static class Webhooks
{
    public static void Declare()
    {
        _ = new OrgWebhook("alerts", new()
        {
            Name = "alerts",
            DisplayName = "Alerts",
            PayloadUrl = "https://alerts.acme.example/pulumi",
            Filters = new[] { "update_failed" },
        });
    }
}
