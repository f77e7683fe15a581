using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Drift;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Drift;

public sealed partial class DriftPageTests
{
    private static readonly string LongLogin = new('w', 100);

    // p2 lacks a team, p11 is not in the roster, p1 and p10 are as they should be.
    private const string SomeRoster = """
        admins: [p10, p1]
        members: [p2]
        teams:
          - { name: t10, displayName: The t10, description: What it is for, members: [p1, p2] }
          - { name: t2, displayName: The t2, description: What it is for, members: [p10] }
        """;

    private static readonly LivingOrganization Some = new()
    {
        Name = "acme",
        Members = [Acme.Person("p10", "admin"), Acme.Person("p1", "admin"), Acme.Person("p2"), Acme.Person("p11")],
        Teams = [Acme.TeamOf("t10", ("p1", "member")), Acme.TeamOf("t2", ("p10", "member"))],
    };

    [Fact]
    public void Lists_every_difference_in_sight_however_many_there_are()
    {
        var logins = Enumerable.Range(1, 300).Select(static number => $"p{number}").ToList();
        var page = PageOf(
            $"admins: [ada]\nmembers: [{string.Join(", ", logins)}]\nteams: [{{ name: web, members: [{string.Join(", ", logins)}] }}]",
            Acme.Small with { Members = [Acme.Person("ada", "admin"), .. logins.Select(static login => Acme.Person(login))], Teams = [] });

        var rows = Rows(ListUnder(page, "differences"));
        Assert.Equal(301, rows.Count);
        Assert.Equal(["web", .. logins], rows.Select(static row => row[3].Length == 0 ? row[2] : row[3]));
        Assert.DoesNotContain("<details", page, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"differences\".*class=\"matrix\"", page);
    }

    [Fact]
    public void Shows_what_teams_may_do_in_a_picture_for_stacks_and_one_for_environments()
    {
        var page = PageOf(
            Acme.SmallRoster.Replace(
                "members: [bob] }",
                "members: [bob], stacks: { website/prod: read, a/new: admin }, environments: { keys: { permission: open, maxOpenDuration: 3h } } }",
                StringComparison.Ordinal),
            Acme.WithPermissions);

        var stacks = MatrixOf(page[page.IndexOf("<h2 id=\"stacks\">", StringComparison.Ordinal)..]);
        Assert.Equal("missing; the roster says admin", RowOf(stacks, "a/new")[3]);
        Assert.Equal("admin, but not in the roster", RowOf(stacks, "data/dev")[3]);
        Assert.Equal(["website/prod", "1", "1", "write; the roster says read"], RowOf(stacks, "website/prod"));
        var environments = MatrixOf(page[page.IndexOf("<h2 id=\"environments\">", StringComparison.Ordinal)..]);
        Assert.Equal("open, 2h0m0s at most; the roster says open, 3h at most", RowOf(environments, "default/keys")[3]);
        Assert.Contains(
            ["~ changed", "environment", "web", "default/keys", "maxOpenDuration", "3h", "2h0m0s"], Rows(ListUnder(page, "differences")));
    }

    [Fact]
    public void Has_no_picture_of_what_no_team_may_do() =>
        Assert.Single(PageOf(Acme.SmallRoster, Acme.Small).Split("<table class=\"matrix\">").Skip(1));

    [Fact]
    public void Tells_whom_the_roster_does_not_have_under_a_heading_of_their_own()
    {
        var page = PageOf("admins: [ada]\nmembers: [cleo]", Acme.Small);

        Assert.Contains("In acme, but not in the roster (1)", page, StringComparison.Ordinal);
        Assert.Equal([["− extra", "Bob", "member", "web"]], Rows(ListUnder(page, "unlisted")));
        Assert.Equal([["− extra", "team", "web"], ["− extra", "membership", "web", "ada"]], Rows(ListUnder(page, "differences"))
            .Select(static row => row.Take(row[1] == "team" ? 3 : 4).ToList()));
    }

    [Fact]
    public void Brings_rows_that_differ_together_first_and_keeps_each_part_in_order()
    {
        var heads = MatrixOf(PageOf(SomeRoster, Some)).Elements("tbody").Elements("tr").Elements("th").Select(Seen);

        Assert.Equal(
            [
                "People in the roster", "People in acme",
                "Different (1)", "p2",
                "Not in the roster (1)", "− p11",
                "As the roster says (2)", "p1", "p10",
            ],
            heads);
    }

    [Fact]
    public void Counts_apart_what_is_in_the_roster_and_what_is_in_the_organization()
    {
        var page = PageOf(SomeRoster, Some);
        var matrix = MatrixOf(page);

        Assert.Equal([["People", "3", "4"], ["Teams", "2", "2"], ["Memberships", "3", "2"]], CountsOf(page));
        Assert.Equal(["Person", "Teams in the roster", "Teams in acme", "acme", "t2", "t10"], HeadsOf(matrix).Select(Seen));
        Assert.Equal(["People in the roster", "", "", "3", "1", "2"], RowOf(matrix, "People in the roster"));
        Assert.Equal(["People in acme", "", "", "4", "1", "1"], RowOf(matrix, "People in acme"));
        Assert.Equal(["p2", "1", "0"], RowOf(matrix, "p2").Take(3));
    }

    [Fact]
    public void Counts_nothing_where_the_organization_has_nothing()
    {
        var page = PageOf(SomeRoster, new LivingOrganization { Name = "acme", Members = [], Teams = [] });

        Assert.Equal([["People", "3", "0"], ["Teams", "2", "0"], ["Memberships", "3", "0"]], CountsOf(page));
    }

    [Fact]
    public void Counts_in_the_legend_what_the_matrix_shows()
    {
        var page = PageOf(SomeRoster.Replace("members: [p10]", "admins: [p10]", StringComparison.Ordinal), Some);

        Assert.Contains("member (2)", page, StringComparison.Ordinal);
        Assert.Contains("admin (2)", page, StringComparison.Ordinal);
        Assert.Contains("missing: in the roster, not in acme (1)", page, StringComparison.Ordinal);
        Assert.Contains("extra: in acme, not in the roster (1)", page, StringComparison.Ordinal);
        Assert.Contains("not as in the roster (1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_billing_managers_and_custom_roles_where_there_are_any()
    {
        var some = Some with { Members = [.. Some.Members, Acme.Person("p3", "billing-manager"), Acme.Auditor("p4"), Acme.Auditor("p5")] };
        var roster = $"{SomeRoster.TrimEnd()}\nbillingManagers: [p3]\nroles: {{ Auditor: [p4, p5] }}\n";

        Assert.DoesNotContain("billing-manager (", PageOf(SomeRoster, Some), StringComparison.Ordinal);
        Assert.DoesNotContain("custom (", PageOf(SomeRoster, Some), StringComparison.Ordinal);
        var page = PageOf(roster, some);
        Assert.Contains("""<b class="billing-manager" aria-hidden="true">B</b>billing-manager (1)""", page, StringComparison.Ordinal);
        Assert.Contains("""<b class="custom" aria-hidden="true">C</b>custom (2)""", page, StringComparison.Ordinal);
        Assert.Contains("""<b class="custom" aria-hidden="true" title="p4 in acme: Auditor">C</b><i>Auditor</i>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_each_cell_in_words_and_of_which_row_and_column_it_is()
    {
        var matrix = MatrixOf(PageOf(SomeRoster.Replace("members: [p10]", "admins: [p10]", StringComparison.Ordinal), Some));

        Assert.Equal("member; the roster says admin", RowOf(matrix, "p10")[4]);
        Assert.Equal("missing; the roster says member", RowOf(matrix, "p2")[5]);
        Assert.Equal("member, but not in the roster", RowOf(matrix, "p11, extra")[3]);
        Assert.Equal(["admin", "no", "member"], RowOf(matrix, "p1").Skip(3));
        Assert.All(matrix.Descendants("th"), static head => Assert.Matches("^(col|row|rowgroup)$", head.Attribute("scope")?.Value));
        Assert.All(
            matrix.Elements("tbody").Where(static body => body.Attribute("class")!.Value != "sums").Descendants("td"),
            static cell => Assert.NotEmpty(Read(cell)));
    }

    [Fact]
    public void Has_a_switch_that_hides_the_rows_and_columns_in_which_nothing_differs()
    {
        var page = PageOf(SomeRoster, Some);

        Assert.Contains("""<input type="checkbox" class="only" id="teams-only"><label for="teams-only">""", page, StringComparison.Ordinal);
        Assert.Contains(".only:checked ~ .scroll .same { display: none; }", page, StringComparison.Ordinal);
        Assert.Contains("#teams-only:checked ~ .scroll tr > :is(:nth-child(5)) { display: none; }", page, StringComparison.Ordinal);
        Assert.Equal("t2", Seen(HeadsOf(MatrixOf(page)).ElementAt(5 - 1)));
        Assert.Equal(
            ["p1", "p10"],
            MatrixOf(page).Elements("tbody").Where(static body => body.Attribute("class")!.Value == "same")
                .SelectMany(static body => body.Elements("tr").Skip(1)).Select(static row => Read(row.Element("th")!)));
    }

    [Fact]
    public void Has_no_switch_and_no_list_when_nothing_differs()
    {
        var page = PageOf(Acme.SmallRoster, Acme.Small);

        Assert.Contains("<h1>acme: nothing differs</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<input", page, StringComparison.Ordinal);
        Assert.DoesNotContain("What differs", page, StringComparison.Ordinal);
        Assert.DoesNotContain("not in the roster (1)", page, StringComparison.Ordinal);
        Assert.Equal(3, MatrixOf(page).Elements("tbody").Last().Elements("tr").Skip(1).Count());
    }

    [Fact]
    public void Cuts_long_names_only_for_the_eye_and_with_a_sign()
    {
        var matrix = MatrixOf(PageOf(
            $"admins: [{LongLogin}]\nteams: [{{ name: T{LongLogin[1..]}, members: [{LongLogin}] }}]",
            new LivingOrganization { Name = "acme", Members = [Acme.Person(LongLogin, "admin")], Teams = [] }));

        var row = matrix.Descendants("th").Single(static head => Seen(head) == LongLogin);
        var column = HeadsOf(matrix).Last();
        Assert.Equal(LongLogin, row.Attribute("title")!.Value);
        Assert.Equal($"T{LongLogin[1..]}, missing", Read(column));
        Assert.Equal($"T{LongLogin[1..]}", column.Attribute("title")!.Value);
        Assert.Matches(@"\.matrix tbody th \{[^}]*text-overflow: ellipsis", DriftStyle.Sheet);
        Assert.Matches(@"\.matrix thead div \{[^}]*text-overflow: ellipsis", DriftStyle.Sheet);
    }

    [Fact]
    public void Lets_no_name_become_markup_wherever_it_stands()
    {
        const string Evil = "</th><img/src=x>\"'&<b>";
        var page = PageOf("admins: [ada]\nmembers: [bob]", new LivingOrganization
        {
            Name = "acme",
            Members = [Acme.Person("ada", "admin"), Acme.Person(Evil), Acme.Person("bot" + Evil)],
            Teams = [Acme.TeamOf(Evil, (Evil, Evil), ("ada", Evil))],
        }, "bot" + Evil);
        var matrix = MatrixOf(page);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains($"{Evil}: The {Evil}", matrix.Descendants("th").Attributes("title").Select(static title => title.Value));
        Assert.Equal($"{Evil}, but not in the roster", RowOf(matrix, $"{Evil}, extra")[4]);
        Assert.Contains(
            $"ada in {Evil}: {Evil}, but not in the roster", matrix.Descendants("b").Select(static tile => tile.Attribute("title")?.Value));
        Assert.Equal([["− extra", Evil, "member", $"{Evil} ({Evil})"]], Rows(ListUnder(page, "unlisted")));
    }

    [Fact]
    public void Says_who_is_ignored()
    {
        var page = PageOf(SomeRoster, Some, "P11");

        Assert.Contains("<p>Ignored: p11</p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("p11", page.Replace("<p>Ignored: p11</p>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_several_matrices_of_which_each_has_a_switch_of_its_own()
    {
        var teams = DriftMatrix.OfTeams(Compare(SomeRoster, Some));
        DriftMatrixTable[] tables = [new(teams), new(teams with { Id = "stacks", Values = [new MatrixValue("read", "R")] })];
        var html = string.Concat(tables.Select(static table => table.Write()));

        Assert.Equal(["teams", "teams-only", "stacks", "stacks-only"], Ids().Matches(html).Select(static id => id.Groups[1].Value));
        Assert.All(tables.Zip(["#teams-only:", "#stacks-only:"]), static pair =>
            Assert.StartsWith(pair.Second, pair.First.Style(), StringComparison.Ordinal));
    }

    [Fact]
    public void Is_small_enough_for_a_mail_with_a_thousand_people_and_forty_teams()
    {
        var roster = new StringBuilder("admins: [ada]\nmembers:\n");
        var teams = Enumerable.Range(0, 40).Select(static team => new StringBuilder($"  - {{ name: a-team-{team}, members: [")).ToList();
        foreach (var person in Enumerable.Range(0, 1000))
        {
            roster.AppendLine($"  - somebody{person}");
            foreach (var team in Enumerable.Range(person, 6))
            {
                teams[team % 40].Append($"somebody{person}, ");
            }
        }

        roster.AppendLine("teams:").AppendJoin("", teams.Select(static team => $"{team}] }}\n"));

        // All of it differs, which is the most that there is to write.
        Assert.InRange(Encoding.UTF8.GetByteCount(PageOf(roster.ToString(), Acme.Small)), 1_000_000, 4_000_000);
    }

    private static RosterComparison Compare(string roster, LivingOrganization organization, params IEnumerable<string> ignored) =>
        RosterComparison.Of(Roster.Parse(roster, "roster"), organization, ignored);

    private static string PageOf(string roster, LivingOrganization organization, params IEnumerable<string> ignored) =>
        DriftPage.Write(Compare(roster, organization, ignored), DateTimeOffset.UnixEpoch);

    private static XElement MatrixOf(string page) => TableAt(page, "<table class=\"matrix\">");

    private static IEnumerable<XElement> HeadsOf(XElement matrix) => matrix.Element("thead")!.Descendants("th");

    private static List<List<string>> CountsOf(string page) => Rows(TableAt(page, "<table class=\"list counts\">"));

    private static XElement ListUnder(string page, string heading) =>
        TableAt(page[page.IndexOf($"aria-labelledby=\"{heading}\"", StringComparison.Ordinal)..], "<table class=\"list\">");

    // A table is well-formed XML as well; a name that became markup would break it.
    private static XElement TableAt(string page, string start)
    {
        var from = page.IndexOf(start, StringComparison.Ordinal);
        var end = page.IndexOf("</table>", from, StringComparison.Ordinal) + "</table>".Length;
        return XElement.Parse(page[from..end]);
    }

    private static List<List<string>> Rows(XElement table) =>
        [.. table.Element("tbody")!.Elements("tr").Select(static row => row.Elements().Select(static cell => cell.Value).ToList())];

    private static List<string> RowOf(XElement matrix, string head) => matrix.Elements("tbody").Elements("tr")
        .Select(static row => row.Elements().Select(Read).ToList())
        .Single(row => row[0] == head);

    private static string Read(XElement cell) => string.Concat(
        cell.DescendantNodes().OfType<XText>()
            .Where(static text => text.Ancestors().All(static element => element.Attribute("aria-hidden") is null))
            .Select(static text => text.Value));

    private static string Seen(XElement cell) => string.Concat(
        cell.DescendantNodes().OfType<XText>().Where(static text => text.Parent!.Name != "i").Select(static text => text.Value));

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();
}
