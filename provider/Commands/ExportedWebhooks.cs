using System.Text;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Commands;

/// <summary>The part of a program that declares webhooks.</summary>
internal static class ExportedWebhooks
{
    public static string Write(string programNamespace, IEnumerable<Webhook> webhooks)
    {
        var code = new StringBuilder($$"""
            using Pulumi.Orgs;

            namespace {{programNamespace}};

            /// <summary>The organization's webhooks. The secret of one that was taken over stays as long as none is given here.</summary>
            internal static class Webhooks
            {
                public static void Declare()
                {

            """);
        foreach (var webhook in webhooks)
        {
            code.Append(Declaration(webhook));
        }

        return code.Append("    }\n}\n").ToString();
    }

    private static string Declaration(Webhook webhook)
    {
        string?[] properties =
        [
            $"Name = {Words.Literal(webhook.Name)}",
            $"DisplayName = {Words.Literal(webhook.DisplayName)}",
            $"PayloadUrl = {Words.Literal(webhook.PayloadUrl)}",
            webhook.Active ? null : "Active = false",
            FormatOf(webhook) is { } format ? $"Format = WebhookFormat.{format}" : null,
            ListOf("Filters", webhook.Filters),
            ListOf("Groups", webhook.Groups),
        ];
        var lines = string.Concat(properties.OfType<string>().Select(static property => $"            {property},\n"));
        return $"        _ = new OrgWebhook({Words.Literal(webhook.Name)}, new()\n        {{\n{lines}        }});\n";
    }

    // The default needs no mention.
    private static string? FormatOf(Webhook webhook) => webhook.Format switch
    {
        WebhookFormat.Slack => "Slack",
        WebhookFormat.MsTeams => "MsTeams",
        _ => null,
    };

    private static string? ListOf(string property, IReadOnlyList<string> entries) => entries.Count == 0
        ? null
        : $"{property} = new[] {{ {string.Join(", ", entries.Order(Names.Order).Select(Words.Literal))} }}";
}
