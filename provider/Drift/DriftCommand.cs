using System.CommandLine;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
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

    private readonly Option<string[]> _ignored = new("--ignore")
    {
        Description = "The login of an account that no roster names, a bot's say: that it is there is no difference; may be repeated",
        HelpName = "LOGIN",
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
            "Compare an organization with a roster; the exit code is 0 when they agree, 2 when they differ or people are not in the roster, "
            + "1 when that is not known",
            console,
            connect,
            clock)
    {
        Add(_roster);
        Add(_ignored);
        Add(_html);
        Add(_force);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ICloud cloud, ParseResult parsed, CancellationToken cancellationToken)
    {
        var roster = Roster.Read(parsed.GetRequiredValue(_roster).FullName);
        var ignored = parsed.GetValue(_ignored) ?? [];
        RefuseToIgnore(ignored, roster);
        var page = parsed.GetValue(_html) is { } file ? new PageFile(file.FullName, parsed.GetValue(_force)) : null;
        // Before the organization is read, which may take a while.
        page?.RefuseToOverwrite();
        var organization = await Console.WithProgressAsync(progress =>
            new OrganizationReader(cloud, parsed.GetRequiredValue(Organization), progress).ReadRosterAsync(cancellationToken));
        var comparison = RosterComparison.Of(roster, organization, ignored);
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
            Show(comparison);
            foreach (var note in comparison.Notes)
            {
                Console.Warn(note);
            }
        }

        return comparison.Differences.Count == 0 ? Success : Different;
    }

    // What a roster says of somebody must not go unseen because an old command line still ignores them.
    private static void RefuseToIgnore(IEnumerable<string> ignored, Roster roster)
    {
        var listed = roster.Admins.Concat(roster.Members).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var login in ignored)
        {
            if (string.IsNullOrWhiteSpace(login))
            {
                throw new ResourceException("--ignore is empty; give a login");
            }

            if (listed.Contains(login))
            {
                throw new ResourceException(
                    $"--ignore {Printable.Quote(login)}: the roster names this login; take it out of the roster, or out of the command");
            }
        }
    }

    private static JObject ToJson(RosterComparison comparison) => new()
    {
        ["organization"] = comparison.Organization,
        ["people"] = Counts(comparison, static counts => counts.People),
        ["teams"] = Counts(comparison, static counts => counts.Teams),
        ["memberships"] = Counts(comparison, static counts => counts.Memberships),
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
        ["notInRoster"] = new JArray(comparison.Unlisted.Select(static person => person.Login)),
        ["ignored"] = new JArray(comparison.Ignored),
        ["notes"] = new JArray(comparison.Notes),
    };

    private static JObject Counts(RosterComparison comparison, Func<RosterCounts, int> count) => new()
    {
        ["roster"] = count(comparison.InRoster),
        ["organization"] = count(comparison.InOrganization),
    };

    private void Show(RosterComparison comparison)
    {
        ShowDifferences([.. comparison.ListedDifferences]);
        ShowUnlisted(comparison);
        if (comparison.Ignored.Count > 0)
        {
            Console.Output.WriteLine($"Ignored: {string.Join(", ", comparison.Ignored.Select(Printable.Line))}");
        }

        Console.Output.WriteLine(
            $"The roster has {InWords(comparison.InRoster)}, {comparison.Organization} {InWords(comparison.InOrganization)}: "
            + $"{DifferenceNames.Summary(comparison)}.");
    }

    private static string InWords(RosterCounts counts) =>
        $"{Words.Count(counts.People, "person", "people")} and {Words.Count(counts.Teams, "team")}";

    private void ShowDifferences(IReadOnlyList<Difference> differences)
    {
        if (differences.Count == 0)
        {
            return;
        }

        var table = TableOf("", "What", "Name", "Property", "Roster", "Organization");
        foreach (var difference in differences)
        {
            var style = StyleOf(difference.Kind);
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

    private void ShowUnlisted(RosterComparison comparison)
    {
        if (comparison.Unlisted.Count == 0)
        {
            return;
        }

        Console.Output.WriteLine($"In {comparison.Organization}, but not in the roster:");
        var table = TableOf("", "Login", "Role", "Teams");
        var style = StyleOf(DifferenceKind.Extra);
        foreach (var person in comparison.Unlisted)
        {
            table.AddRow(
                new Text(DifferenceKind.Extra.ToSymbol(), style),
                new Text(Printable.Line(person.Login), style),
                new Text(Printable.Line(person.Role)),
                new Text(string.Join(", ", person.TeamsWithRoles.Select(Printable.Line))));
        }

        Console.Output.Write(table);
    }

    private static Table TableOf(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        return table;
    }

    private static Style StyleOf(DifferenceKind kind) => new(kind switch
    {
        DifferenceKind.Missing => Color.Green,
        DifferenceKind.Extra => Color.Red,
        _ => Color.Yellow,
    });
}
