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

    public static string Write(RosterComparison comparison, DateTimeOffset now)
    {
        List<DriftMatrixTable> matrices =
        [
            new(DriftMatrix.OfTeams(comparison)),
            .. new[] { DriftMatrix.OfStacks(comparison), DriftMatrix.OfEnvironments(comparison) }
                .Where(static matrix => matrix.Rows.Count > 0).Select(static matrix => new DriftMatrixTable(matrix)),
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
            {DriftStyle.Sheet}
            {string.Join('\n', matrices.Select(static matrix => matrix.Style()))}
            </style>
            </head>
            <body>
            <h1>{Encode(comparison.Organization)}: {Encode(DifferenceNames.Summary(comparison))}</h1>
            <p>As of {Timestamp.Show(now)}.</p>
            """);
        AppendCounts(html, comparison);
        AppendNotes(html, comparison);
        AppendDifferences(html, comparison.Organization, [.. comparison.ListedDifferences]);
        AppendUnlisted(html, comparison);
        foreach (var matrix in matrices)
        {
            html.Append(matrix.Write());
        }

        return html.AppendLine("</body>").AppendLine("</html>").ToString();
    }

    /// <summary>Text in a page. Names are whatever their owners made them; none of them may become markup.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(Printable.Line(text));

    /// <summary>A minus is as wide as a plus.</summary>
    public static string SignOf(DifferenceKind kind) => kind.ToSymbol().Replace('-', '−');

    private static void AppendCounts(StringBuilder html, RosterComparison comparison)
    {
        html.AppendLine("<div class=\"scroll\"><table class=\"list counts\">");
        html.AppendLine($"""
            <thead><tr><td></td><th scope="col">In the roster</th><th scope="col">In {Encode(comparison.Organization)}</th></tr></thead>
            <tbody>
            """);
        foreach (var (name, count) in (ReadOnlySpan<(string, Func<RosterCounts, int>)>)
            [
                ("People", static counts => counts.People),
                ("Teams", static counts => counts.Teams),
                ("Memberships", static counts => counts.Memberships),
            ])
        {
            var (inRoster, inOrganization) = (count(comparison.InRoster), count(comparison.InOrganization));
            html.AppendLine(
                $"""<tr><th scope="row">{name}</th><td>{Words.Number(inRoster)}</td><td>{Words.Number(inOrganization)}</td></tr>""");
        }

        html.AppendLine("</tbody></table></div>");
    }

    private static void AppendNotes(StringBuilder html, RosterComparison comparison)
    {
        if (comparison.Ignored.Count > 0)
        {
            html.AppendLine($"<p>Ignored: {Encode(string.Join(", ", comparison.Ignored))}</p>");
        }

        foreach (var note in comparison.Notes)
        {
            html.AppendLine($"<p>{Encode(note)}</p>");
        }
    }

    private static void AppendDifferences(StringBuilder html, string organization, IReadOnlyList<Difference> differences)
    {
        if (differences.Count == 0)
        {
            return;
        }

        html.AppendLine($"<section><h2 id=\"differences\">What differs ({Words.Number(differences.Count)})</h2>");
        AppendListStart(html, "differences", "", "What", "Team", "Login, stack or environment", "Property", "In the roster", $"In {organization}");
        foreach (var difference in differences)
        {
            html.AppendLine($"""
                <tr>{KindCell(difference.Kind)}<td>{difference.Subject.ToWord()}</td>
                <td>{Encode(difference.Team ?? "")}</td><td>{Encode(difference.Login ?? difference.Thing ?? "")}</td><td>{difference.Property}</td>
                <td>{Encode(difference.InRoster ?? "")}</td><td>{Encode(difference.InOrganization ?? "")}</td></tr>
                """);
        }

        html.AppendLine("</tbody></table></div></section>");
    }

    private static void AppendUnlisted(StringBuilder html, RosterComparison comparison)
    {
        if (comparison.Unlisted.Count == 0)
        {
            return;
        }

        var count = Words.Number(comparison.Unlisted.Count);
        html.AppendLine($"""
            <section><h2 id="unlisted">In {Encode(comparison.Organization)}, but not in the roster ({count})</h2>
            <p>Whoever belongs there goes into the roster; of an account that no roster names, <code>--ignore</code> says so.</p>
            """);
        AppendListStart(html, "unlisted", "", "Login", "Role", "Teams");
        foreach (var person in comparison.Unlisted)
        {
            // Each name by itself, or one that is written from the right would turn those around it.
            var teams = string.Join(", ", person.TeamsWithRoles.Select(static team => $"<bdi>{Encode(team)}</bdi>"));
            html.AppendLine($"""
                <tr>{KindCell(DifferenceKind.Extra)}<td>{Encode(person.Login)}</td><td>{Encode(person.Role)}</td>
                <td>{teams}</td></tr>
                """);
        }

        html.AppendLine("</tbody></table></div></section>");
    }

    private static void AppendListStart(StringBuilder html, string heading, params ReadOnlySpan<string> columns)
    {
        html.Append($"""<div class="scroll" role="region" aria-labelledby="{heading}" tabindex="0"><table class="list"><thead><tr>""");
        foreach (var column in columns)
        {
            html.Append(column.Length == 0 ? "<td></td>" : $"""<th scope="col">{Encode(column)}</th>""");
        }

        html.AppendLine("</tr></thead><tbody>");
    }

    private static string KindCell(DifferenceKind kind) =>
        $"""<th scope="row" class="{kind.ToWord()}">{SignOf(kind)} {kind.ToWord()}</th>""";
}
