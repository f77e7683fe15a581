using System.CommandLine;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using Spectre.Console;

namespace PulumiOrgs.Provider.Drift;

/// <summary>Compares a roster with the organization as it is.</summary>
internal sealed class DriftCommand : OrgsCommand
{
    private readonly Option<FileInfo> _roster = new("--roster")
    {
        Description = "The roster: YAML or JSON",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<FileInfo> _html = new("--html")
    {
        Description = "Also write a page that shows who is in which team, and what differs",
        HelpName = "FILE",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Write the page over a file that is no page of an earlier run" };

    private readonly Option<bool> _json = JsonOption();

    public DriftCommand(CommandConsole console, Func<string, string?, ICloud> connect, TimeProvider clock)
        : base(
            "drift",
            "Compare an organization with a roster; the exit code is 0 when they agree, 2 when they differ, 1 when that is not known",
            console,
            connect,
            clock)
    {
        Add(_roster);
        Add(_html);
        Add(_force);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ICloud cloud, ParseResult parsed, CancellationToken cancellationToken)
    {
        var roster = Roster.Read(parsed.GetRequiredValue(_roster).FullName);
        var page = parsed.GetValue(_html) is { } file ? new PageFile(file.FullName, parsed.GetValue(_force)) : null;
        // Before the organization is read, which may take a while.
        page?.RefuseToOverwrite();
        var organization = await Console.WithProgressAsync(progress =>
            new OrganizationReader(cloud, parsed.GetRequiredValue(Organization), progress).ReadRosterAsync(cancellationToken));
        var comparison = RosterComparison.Of(roster, organization);
        if (page is not null)
        {
            await page.WriteAsync(DriftPage.Write(comparison, Clock.GetUtcNow()), cancellationToken);
        }

        if (parsed.GetValue(_json))
        {
            Console.Lines.WriteLine(Words.Json(ToJson(comparison)));
        }
        else
        {
            ShowTable(comparison);
            foreach (var note in comparison.Notes)
            {
                Console.Warn(note);
            }
        }

        return comparison.Differences.Count == 0 ? Success : Different;
    }

    private static JObject ToJson(RosterComparison comparison) => new()
    {
        ["organization"] = comparison.Organization,
        ["people"] = comparison.People.Count,
        ["teams"] = comparison.Teams.Count,
        ["differences"] = new JArray(comparison.Differences.Select(static difference => new JObject
        {
            ["subject"] = difference.Subject.ToWord(),
            ["kind"] = difference.Kind.ToWord(),
            ["team"] = difference.Team,
            ["login"] = difference.Login,
            ["stack"] = difference.Subject == DifferenceSubject.Stack ? difference.Thing : null,
            ["environment"] = difference.Subject == DifferenceSubject.Environment ? difference.Thing : null,
            ["property"] = difference.Property,
            ["roster"] = difference.InRoster,
            ["organization"] = difference.InOrganization,
        })),
        ["notes"] = new JArray(comparison.Notes),
    };

    private void ShowTable(RosterComparison comparison)
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
                var style = new Style(difference.Kind switch
                {
                    DifferenceKind.Missing => Color.Green,
                    DifferenceKind.Extra => Color.Red,
                    _ => Color.Yellow,
                });
                table.AddRow(
                    new Text(difference.Kind.ToSymbol(), style),
                    new Text(difference.Subject.ToWord()),
                    new Text(Printable.Line(difference.Name), style),
                    new Text(difference.Property),
                    new Text(Printable.Line(difference.InRoster ?? "")),
                    new Text(Printable.Line(difference.InOrganization ?? "")));
            }

            Console.Output.Write(table);
        }

        var (people, teams) = (Words.Count(comparison.People.Count, "person", "people"), Words.Count(comparison.Teams.Count, "team"));
        var result = comparison.Differences.Count == 0
            ? "as the roster says."
            : $"{Words.Count(comparison.Differences.Count, "difference")} from the roster.";
        Console.Output.WriteLine($"{people} and {teams} of {comparison.Organization}: {result}");
    }
}
