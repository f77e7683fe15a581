using System.Globalization;
using System.Text;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>
/// Draws who is in which team: a row for each person, a column for each team, headings that stay in sight. It is drawn in four
/// pictures side by side, so that headings can stay while the cells move.
/// </summary>
internal sealed class DriftMatrix(RosterComparison comparison)
{
    private const int Cell = 20;
    private const int Gap = 14;
    private const int LetterWidth = 7;
    private const int CountHeight = 16;
    private const int SymbolWidth = 16;
    private const int CountWidth = 26;
    private const int LongestLabel = 28;

    private readonly StringBuilder _html = new();

    private int Rows => comparison.People.Count;

    // The first column is the role in the organization itself, set off from the teams.
    private int Width => Cell + Gap + (comparison.Teams.Count * Cell);

    private int Height => Rows * Cell;

    private int LabelWidth { get; } =
        SymbolWidth + CountWidth + (LetterWidth * Longest(8, comparison.People.Select(static person => person.Name)));

    private int HeadLength { get; } = LetterWidth * (2 + Longest(10, comparison.Teams.Select(static team => team.Name)));

    // Headings rise at 60 degrees: sine and cosine, in thousandths.
    private int HeadHeight => (HeadLength * 866 / 1000) + CountHeight + 8;

    private int HeadOverhang => HeadLength * 500 / 1000;

    public string Draw()
    {
        _html.AppendLine("<div class=\"matrix\">");
        Corner();
        Heads();
        People();
        Cells();
        _html.AppendLine("</div>");
        return _html.ToString();
    }

    /// <summary>What stands in a cell, for the legend too; drawn from 0,0.</summary>
    public static string Mark(DifferenceKind? kind, string? role)
    {
        var (shape, letter) = kind is { } differs ? (differs.ToWord(), SymbolOf(kind))
            : role == Resources.OrgRole.Admin ? ("admin", "A")
            : ("member", "");
        var text = letter.Length == 0 ? "" : $"""<text x="{Cell / 2}" y="14" class="on-{shape}">{letter}</text>""";
        return $"""<rect x="2" y="2" width="{Cell - 4}" height="{Cell - 4}" rx="4" class="{shape}"/>{text}""";
    }

    private static string ClassOf(DifferenceKind? kind) => kind?.ToWord() ?? "same";

    // What is harmful takes more letters than it has characters.
    private static string Label(string text) => Printable.Cut(Printable.Line(text), LongestLabel - 1);

    private static int Longest(int least, IEnumerable<string> names) => names.Select(static name => Label(name).Length).Append(least).Max();

    private static int CountFound(IReadOnlyList<Compared> people) => people.Count(static person => person.InOrganization is not null);

    private static int ColumnOf(int team) => Cell + Gap + (team * Cell);

    // A minus is as wide as a plus.
    private static string SymbolOf(DifferenceKind? kind) => kind?.ToSymbol().Replace('-', '−') ?? "";

    private static string Describe(string who, string where, Compared compared) => compared.Kind switch
    {
        null => $"{who} in {where}: {compared.InOrganization}",
        DifferenceKind.Missing => $"{who} in {where}: missing; the roster says {compared.InRoster}",
        DifferenceKind.Extra => $"{who} in {where}: {compared.InOrganization}, but not in the roster",
        _ => $"{who} in {where}: {compared.InOrganization}; the roster says {compared.InRoster}",
    };

    private void Corner() => Line($"""<div class="corner"><span>{Words.Count(Rows, "person", "people")}</span></div>""");

    private void Heads()
    {
        Line($"""<svg class="heads" width="{Width + HeadOverhang}" height="{HeadHeight}" role="img" aria-label="Teams">""");
        Head(0, "organization", "role in the organization", null, CountFound(comparison.People));
        foreach (var (column, team) in comparison.Teams.Index())
        {
            Head(ColumnOf(column), team.Name, TitleOf(team), team.Kind, CountFound(team.Members));
        }

        _html.AppendLine("</svg>");
    }

    private static string TitleOf(ComparedTeam team) => string.Join("; ", new[]
    {
        team.InOrganization?.DisplayName ?? team.InRoster?.DisplayName ?? team.Name,
        Words.Count(CountFound(team.Members), "person", "people"),
        team.Kind?.ToWord() ?? "",
    }.Where(static part => part.Length > 0));

    private void Head(int x, string name, string title, DifferenceKind? kind, int count)
    {
        var (middle, bottom) = (x + (Cell / 2), HeadHeight - CountHeight);
        var label = $"{SymbolOf(kind)} {DriftPage.Encode(Label(name))}".TrimStart();
        Line($"""<g class="{ClassOf(kind)}"><title>{DriftPage.Encode(title)}</title>""");
        Line($"""<text transform="translate({middle + 3} {bottom - 3}) rotate(-60)">{label}</text>""");
        Line($"""<text class="count" x="{middle}" y="{HeadHeight - 4}">{count}</text></g>""");
    }

    private void People()
    {
        var teams = comparison.Teams.SelectMany(static team => team.Members).Where(static member => member.InOrganization is not null)
            .CountBy(static member => member.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        Line($"""<svg class="people" width="{LabelWidth}" height="{Height}" role="img" aria-label="People">""");
        Stripes(LabelWidth);
        foreach (var (row, person) in comparison.People.Index())
        {
            var y = (row * Cell) + 14;
            Line($"""<g class="{ClassOf(person.Kind)}"><title>{DriftPage.Encode(person.Name)}</title>""");
            Line($"""<text x="4" y="{y}">{SymbolOf(person.Kind)}</text>""");
            Line($"""<text x="{SymbolWidth}" y="{y}">{DriftPage.Encode(Label(person.Name))}</text>""");
            Line($"""<text class="number" x="{LabelWidth - 8}" y="{y}">{teams.GetValueOrDefault(person.Name)}</text></g>""");
        }

        _html.AppendLine("</svg>");
    }

    private void Cells()
    {
        Line($"""<svg class="cells" width="{Width + HeadOverhang}" height="{Height}" role="img" aria-label="Who is in which team">""");
        Stripes(Width);
        for (var column = 0; column < comparison.Teams.Count; column += 5)
        {
            Line($"""<line x1="{ColumnOf(column)}" x2="{ColumnOf(column)}" y1="0" y2="{Height}" class="rule"/>""");
        }

        var rows = comparison.People.Index()
            .ToDictionary(static person => person.Item.Name, static person => person.Index, StringComparer.OrdinalIgnoreCase);
        foreach (var (row, person) in comparison.People.Index())
        {
            Place(0, row, person, Describe(person.Name, comparison.Organization, person));
        }

        foreach (var (column, team) in comparison.Teams.Index())
        {
            foreach (var member in team.Members)
            {
                Place(ColumnOf(column), rows[member.Name], member, Describe(member.Name, team.Name, member));
            }
        }

        _html.AppendLine("</svg>");
    }

    private void Place(int x, int row, Compared compared, string title)
    {
        Line($"""<g transform="translate({x} {row * Cell})"><title>{DriftPage.Encode(title)}</title>""");
        Line($"{Mark(compared.Kind, compared.InOrganization ?? compared.InRoster)}</g>");
    }

    private void Stripes(int width)
    {
        for (var row = 1; row < Rows; row += 2)
        {
            Line($"""<rect x="0" y="{row * Cell}" width="{width}" height="{Cell}" class="stripe"/>""");
        }
    }

    private void Line(FormattableString line) => _html.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
