using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using Spectre.Console;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Shows differences as a table, or as JSON.</summary>
internal static class DriftReport
{
    public static void WriteTable(IAnsiConsole console, RosterComparison comparison)
    {
        if (comparison.Differences.Count > 0)
        {
            var table = new Table { Border = TableBorder.Simple };
            foreach (var column in (ReadOnlySpan<string>)["", "What", "Name", "Property", "Roster", "Organization"])
            {
                table.AddColumn(new TableColumn(new Text(column)));
            }

            foreach (var difference in comparison.Differences)
            {
                var style = new Style(ColorOf(difference.Kind));
                table.AddRow(
                    new Text(SymbolOf(difference.Kind), style),
                    new Text(NameOf(difference.Subject)),
                    new Text(Printable.Line(difference.Name), style),
                    new Text(difference.Property),
                    new Text(Printable.Line(difference.InRoster ?? "")),
                    new Text(Printable.Line(difference.InOrganization ?? "")));
            }

            console.Write(table);
        }

        console.WriteLine(Summary(comparison));
    }

    public static void WriteJson(IAnsiConsole console, RosterComparison comparison)
    {
        var document = new JObject
        {
            ["organization"] = comparison.Organization,
            ["people"] = comparison.People.Count,
            ["teams"] = comparison.Teams.Count,
            ["differences"] = new JArray(comparison.Differences.Select(static difference => new JObject
            {
                ["subject"] = NameOf(difference.Subject),
                ["kind"] = NameOf(difference.Kind),
                ["team"] = difference.Team,
                ["login"] = difference.Login,
                ["property"] = difference.Property,
                ["roster"] = difference.InRoster,
                ["organization"] = difference.InOrganization,
            })),
            ["notes"] = new JArray(comparison.Notes),
        };

        // Past the console, which would break lines where the window ends.
        console.Profile.Out.Writer.WriteLine(Words.Json(document));
    }

    public static string Summary(RosterComparison comparison)
    {
        var (people, teams) = (Words.Count(comparison.People.Count, "person", "people"), Words.Count(comparison.Teams.Count, "team"));
        var compared = $"{people} and {teams} of {comparison.Organization}";
        return comparison.Differences.Count == 0
            ? $"{compared}: as the roster says."
            : $"{compared}: {Words.Count(comparison.Differences.Count, "difference")} from the roster.";
    }

    /// <summary>What is missing would be added by the next deployment, what is extra taken away.</summary>
    public static string SymbolOf(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "+",
        DifferenceKind.Extra => "-",
        _ => "~",
    };

    public static string NameOf(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "missing",
        DifferenceKind.Extra => "extra",
        _ => "changed",
    };

    public static string NameOf(DifferenceSubject subject) => subject switch
    {
        DifferenceSubject.Person => "person",
        DifferenceSubject.Team => "team",
        _ => "membership",
    };

    private static Color ColorOf(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => Color.Green,
        DifferenceKind.Extra => Color.Red,
        _ => Color.Yellow,
    };
}
