using System.Net;
using System.Text;
using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>Shows a comparison as one page that needs nothing else: no script, no network.</summary>
internal static class DriftPage
{
    /// <summary>Stands at the beginning of every page, so that the next run knows a page of its own.</summary>
    public const string Mark = """<meta name="generator" content="pulumi-resource-orgs drift">""";

    // A longer list would push the picture out of sight; it is still there at a click.
    private const int MostShownAtOnce = 15;

    private const string Style = """
        :root {
          color-scheme: light;
          --missing: #0b7a4b; --extra: #c0272d; --changed: #9a6100; --ink: #1c2733; --faint: #5b6875; --paper: #fff;
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; padding: 24px; width: max-content; min-width: 100%; background: var(--paper); color: var(--ink);
          font: 14px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
        }
        header, section { position: sticky; left: 24px; max-width: min(1100px, calc(100vw - 48px)); }
        h1 { margin: 0 0 4px; font-size: 22px; }
        h2 { margin: 24px 0 8px; font-size: 16px; }
        p { margin: 0 0 4px; color: var(--faint); }
        summary { cursor: pointer; margin: 16px 0 8px; font-size: 16px; font-weight: 600; }
        table { border-collapse: collapse; font-size: 13px; }
        th, td { padding: 3px 14px 3px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #e4e8ec; }
        th { color: var(--faint); font-weight: 500; }
        td.missing, td.extra, td.changed { font-weight: 600; white-space: nowrap; }
        td.missing { color: var(--missing); }
        td.extra { color: var(--extra); }
        td.changed { color: var(--changed); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 8px 0 12px; padding: 0; list-style: none; font-size: 13px; }
        .legend li { display: flex; align-items: center; gap: 6px; }
        .matrix { display: grid; grid-template-columns: max-content max-content; width: max-content; }
        .corner, .heads, .people { position: sticky; background: var(--paper); }
        .corner, .heads { top: 0; border-bottom: 1px solid #9aa7b3; }
        .corner, .people { left: 0; }
        .corner { z-index: 3; display: flex; align-items: flex-end; padding: 0 8px 3px 16px; color: var(--faint); font-size: 12px; }
        .heads { z-index: 2; }
        .people { z-index: 1; border-right: 1px solid #9aa7b3; }
        svg { display: block; }
        svg text { font-size: 12.5px; fill: var(--ink); }
        svg text.count { font-size: 10.5px; fill: var(--faint); text-anchor: middle; }
        svg text.number { font-size: 11px; fill: var(--faint); text-anchor: end; }
        svg g.missing text { fill: var(--missing); font-weight: 600; }
        svg g.extra text { fill: var(--extra); font-weight: 600; }
        svg g.changed text { fill: var(--changed); font-weight: 600; }
        svg text.on-admin, svg text.on-missing, svg text.on-extra, svg text.on-changed {
          font-size: 12px; font-weight: 700; text-anchor: middle; fill: #fff;
        }
        svg text.on-missing { fill: var(--missing); }
        .stripe { fill: #f1f4f7; }
        .rule { stroke: #d5dce3; }
        rect.member { fill: #a9bccd; }
        rect.admin { fill: #3d5a76; }
        rect.extra { fill: var(--extra); }
        rect.changed { fill: #d98a00; }
        rect.missing { fill: #fff; stroke: var(--missing); stroke-width: 2; stroke-dasharray: 4 2; }
        """;

    public static string Write(RosterComparison comparison, DateTimeOffset now)
    {
        var memberships = comparison.Teams.Sum(static team => team.Members.Count);
        string[] counts =
        [
            Words.Count(comparison.People.Count, "person", "people"),
            Words.Count(comparison.Teams.Count, "team"),
            Words.Count(memberships, "membership"),
        ];
        var html = new StringBuilder();
        html.AppendLine($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            {Mark}
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(comparison.Organization)}: roster and organization</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <header>
            <h1>{Encode(Heading(comparison))}</h1>
            <p>{string.Join(", ", counts)} in roster or organization, as of {Timestamp.Show(now)}.</p>
            """);
        foreach (var note in comparison.Notes)
        {
            html.AppendLine($"<p>{Encode(note)}</p>");
        }

        html.AppendLine("</header>");
        AppendTable(html, comparison);
        html.AppendLine("<section>").AppendLine("<h2>Who is in which team</h2>");
        AppendLegend(html, comparison);
        html.AppendLine("</section>");
        html.Append(new DriftMatrix(comparison).Draw());
        return html.AppendLine("</body>").AppendLine("</html>").ToString();
    }

    /// <summary>Text in a page. Names are whatever their owners made them; none of them may become markup.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(Printable.Line(text));

    private static string Heading(RosterComparison comparison) => comparison.Differences.Count == 0
        ? $"{comparison.Organization} is what the roster says"
        : $"{comparison.Organization}: {Words.Count(comparison.Differences.Count, "difference")} from the roster";

    private static void AppendTable(StringBuilder html, RosterComparison comparison)
    {
        if (comparison.Differences.Count == 0)
        {
            return;
        }

        var open = comparison.Differences.Count <= MostShownAtOnce ? " open" : "";
        html.AppendLine($"<section><details{open}><summary>What differs ({comparison.Differences.Count})</summary><table>");
        html.AppendLine("<tr><th></th><th>What</th><th>Name</th><th>Property</th><th>Roster</th><th>Organization</th></tr>");
        foreach (var difference in comparison.Differences)
        {
            var kind = difference.Kind.ToWord();
            html.AppendLine($"""
                <tr><td class="{kind}">{difference.Kind.ToSymbol()} {kind}</td><td>{difference.Subject.ToWord()}</td>
                <td>{Encode(difference.Name)}</td><td>{difference.Property}</td>
                <td>{Encode(difference.InRoster ?? "")}</td><td>{Encode(difference.InOrganization ?? "")}</td></tr>
                """);
        }

        html.AppendLine("</table></details></section>");
    }

    private static void AppendLegend(StringBuilder html, RosterComparison comparison)
    {
        var cells = comparison.People.Concat(comparison.Teams.SelectMany(static team => team.Members)).ToList();
        html.AppendLine("<ul class=\"legend\">");
        Entry(null, Resources.OrgRole.Member, "member", Same(Resources.OrgRole.Member));
        Entry(null, Resources.OrgRole.Admin, "admin", Same(Resources.OrgRole.Admin));
        Entry(DifferenceKind.Missing, null, "missing: in the roster, not in the organization", Count(DifferenceKind.Missing));
        Entry(DifferenceKind.Extra, null, "extra: in the organization, not in the roster", Count(DifferenceKind.Extra));
        Entry(DifferenceKind.Changed, null, "another role than in the roster", Count(DifferenceKind.Changed));
        html.AppendLine("</ul>");

        int Same(string role) => cells.Count(cell => cell.Kind is null && cell.InRoster == role);

        int Count(DifferenceKind kind) => cells.Count(cell => cell.Kind == kind);

        void Entry(DifferenceKind? kind, string? role, string text, int count)
        {
            html.Append($"""<li><svg width="20" height="20" aria-hidden="true">{DriftMatrix.Mark(kind, role)}</svg>""");
            html.AppendLine($"{text} ({count})</li>");
        }
    }
}
