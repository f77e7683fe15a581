using System.Text;
using CsCheck;
using Pulumi.Orgs;

namespace PulumiOrgs.Rosters.Tests;

/// <summary>Whatever a file holds, reading it gives a roster or one message that says where it is wrong.</summary>
public sealed class RubbishTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roster-");

    [Theory]
    [InlineData("admins: [ada]\nmembers: [corin, delia\nteams:\n  - name: web\n", 3, 1)]
    [InlineData("admins: [ada]\nmembers:\n\t- bob\n", 3, 1)]
    [InlineData("admins: [ada]\nmembers: 'bob\n", 2, 10)]
    [InlineData("admins: [ada]\nmembers: {[}\n", 2, 12)]
    [InlineData("admins: [ada]\nmembers: [!<tag bob]\n", 2, 11)]
    [InlineData("admins: [ada]\nmembers: *nobody\n", 2, 10)]
    [InlineData("{\"admins\": [\"ada\"], \"members\": [\"bob\"\n", 2, 1)]
    [InlineData("{\"admins\": [\"ada\\q\"]}", 1, 13)]
    [InlineData("admins: [ada]\n%YAML 9.9\n", 2, 1)]
    public void A_text_that_is_no_yaml_is_refused_with_its_place(string text, int line, int column) =>
        AssertRefused(() => Roster.Parse(text, "roster.yaml"), line, column, "is neither YAML nor JSON: ");

    [Fact]
    public void A_bracket_that_is_not_closed_is_named()
    {
        var problem = Refusal(static () => Roster.Parse("admins: [ada]\nmembers: [corin, delia\nteams:\n  - name: web\n", "roster.yaml"));

        Assert.EndsWith("(is the bracket in line 2, column 10 closed?)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admins: [ada]\nadmins: [bob]\n", 2, 1, "is given twice: here and in line 1")]
    [InlineData("admins: [ada]\nteams:\n  - name: web\n    name: api\n", 4, 5, "is given twice: here and in line 3")]
    [InlineData("admins: [ada]\n<<: { members: [bob] }\n", 2, 1, "is unknown")]
    [InlineData("admins: [ada]\n? [members]\n: [bob]\n", 2, 3, "a key should be a text, but is a list")]
    [InlineData("admins: [ada]\nmembers: [bob]\u0000\nteams: []\n", 2, 15, "has the character U+0000")]
    [InlineData("admins: [ada] # \u001b[2J\n", 1, 17, "has the character U+001B")]
    [InlineData("admins: [ada, \"b\u202eob\"]\n", 1, 15, "has an invisible character, U+202E; a login has none")]
    [InlineData("admins: [ada]\nteams: [{ name: web, description: \"\\uD800\" }]\n", 2, 35, "neither YAML nor JSON")]
    public void What_no_roster_has_is_refused_with_its_place(string text, int line, int column, string message) =>
        AssertRefused(() => Roster.Parse(text, "roster.yaml"), line, column, message);

    [Fact]
    public void Aliases_are_read()
    {
        var roster = Roster.Parse("admins: [ada]\nmembers: &all [bob, cleo]\nteams:\n  - { name: web, members: *all }\n", "roster.yaml");

        Assert.Equal(["bob", "cleo"], Assert.Single(roster.Teams).Members);
    }

    [Fact]
    public async Task Aliases_that_expand_without_end_are_refused()
    {
        var laughs = new StringBuilder("admins: [ada]\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var level = 1; level < 10; level++)
        {
            laughs.AppendLine($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]");
        }

        var problem = await RefusedInTimeAsync(laughs.ToString());

        Assert.Contains("aliases", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Column);
    }

    [Fact]
    public async Task Long_lists_that_many_teams_share_are_refused()
    {
        var people = string.Join(", ", Enumerable.Range(0, 20_000).Select(static person => $"p{person}"));
        var teams = string.Concat(Enumerable.Range(0, 20_000).Select(static team => $"  - {{ name: t{team}, members: *all }}\n"));

        var problem = await RefusedInTimeAsync($"admins: [ada]\nmembers: &all [{people}]\nteams:\n{teams}");

        Assert.Contains("aliases", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admins: [ada]\nmembers: &all [*all]\n")]
    [InlineData("admins: [ada]\nmembers: &all { *all : x }\n")]
    public async Task An_alias_of_what_it_is_in_is_refused(string text) => Assert.Equal(2, (await RefusedInTimeAsync(text)).Line);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public async Task What_is_nested_without_end_is_refused(string level)
    {
        var problem = await RefusedInTimeAsync("admins: [ada]\nmembers:\n  " + string.Concat(Enumerable.Repeat(level, 200_000)));

        Assert.Contains("nested", problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
    }

    [Fact]
    public void Whatever_text_is_read_gives_a_roster_or_says_where_it_is_wrong() => Gen
        .OneOf(Gen.String, Yamlish, Jsonish, Mangled)
        .Sample(
            static text => AssertReadOrRefused(() => Roster.Parse(text, "roster.yaml")),
            iter: 20_000,
            print: static text => System.Text.Json.JsonSerializer.Serialize(text));

    [Theory]
    [InlineData("roster.yaml")]
    [InlineData("roster.json")]
    public void Whatever_bytes_are_read_give_a_roster_or_say_where_they_are_wrong(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        Gen.OneOf(Gen.Byte.Array[0, 200], Mangled.Select(Encoding.UTF8.GetBytes), Yamlish.Select(Encoding.Latin1.GetBytes)).Sample(
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                AssertReadOrRefused(() => Roster.Read(path));
            },
            iter: 2_000,
            threads: 1);
    }

    [Theory]
    [InlineData("admins: [ada]\nmembers: [b\xe9]\n", 2, 12)]
    [InlineData("\xff", 1, 1)]
    [InlineData("admins: [\xc3\xa9, \xc3]\n", 1, 13)]
    public void Bytes_that_are_no_utf_8_are_refused_with_their_place(string latin1, int line, int column)
    {
        var path = Written("roster.yaml", Encoding.Latin1.GetBytes(latin1));

        AssertRefused(() => Roster.Read(path), line, column, "is not UTF-8");
    }

    [Fact]
    public void A_file_that_a_windows_editor_saved_is_read()
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var path = Written("roster.yaml", [.. encoding.GetPreamble(), .. encoding.GetBytes("admins:\r\n  - ada\r\n")]);

            Assert.Equal(["ada"], Roster.Read(path).Admins);
        }
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_unread()
    {
        var path = Path.Combine(_folder.FullName, "roster.yaml");
        using (var file = File.Create(path))
        {
            file.SetLength(8L << 30);
        }

        Assert.Contains("is more than 4 MB large", Refusal(() => Roster.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no such file here");
        var path = Path.Combine(_folder.FullName, "roster.yaml");
        File.CreateSymbolicLink(path, "/dev/zero");

        Assert.Contains("is more than 4 MB large", Refusal(() => Roster.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused()
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder.FullName, "roster.yaml")).FullName;

        Assert.Equal((path, "is a folder; a roster is a file"), (Refusal(() => Roster.Read(path)).Source, Refusal(() => Roster.Read(path)).Message));
    }

    [Fact]
    public void A_name_that_no_file_can_have_is_refused() => Refusal(static () => Roster.Read("a\0b.yaml"));

    [Fact]
    public void No_message_moves_the_cursor()
    {
        var problem = Refusal(static () => Roster.Parse("admins: [ada]\n\"me\\e[2J\\u202Ember\": [bob]\n", "ros\u001bter.yaml"));

        Assert.DoesNotContain(problem.ToString(), static letter => char.IsControl(letter) || letter == '\u202e');
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Gen<string> Yamlish => Gen.OneOf(
        "admins", "members", "teams", "name", "description", ":", ": ", "- ", "-", "?", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\r", "\t", " ",
        "#", "&a ", "*a", "!", "!!str ", "!<", "|", ">", "|2-", "'", "\"", "\\", "\\u12", "%", "%YAML 1.1", "---", "...", "<<", "~", "null", "ada", "é",
        "@", "`", "\u0085", "\u2028", "\ufeff", "\ud800", "\0", "0x1", ": *", "=").Array[0, 40].Select(string.Concat<string>);

    private static Gen<string> Jsonish => Gen.OneOf(
        "{", "}", "[", "]", ",", ":", "\"", "\"admins\"", "\"members\"", "\"teams\"", "\"ada\"", "null", "true", "1e9", "\\", "\n", " ", "\\ud800", "//", "/*")
        .Array[0, 40].Select(string.Concat<string>);

    // A good roster with something cut out, doubled or put in.
    private static Gen<string> Mangled =>
        from start in Gen.Int[0, Good.Length]
        from length in Gen.Int[0, 12]
        from inserted in Yamlish
        from second in Gen.Bool
        select (second ? Good : Good.Replace('\n', ' '))[..start] + inserted + Good[Math.Min(Good.Length, start + length)..];

    private const string Good = """
        admins: [ada, "bob"] # two
        members:
          - cleo
          - 'dan'
        teams:
          - name: web
            displayName: &site The site
            description: >-
              What it
              is for
            admins: [ada]
            members:
              - cleo
          - { name: api, "displayName": *site, members: [dan] }
        """;

    private static void AssertReadOrRefused(Func<Roster> read)
    {
        try
        {
            read().Check();
        }
        catch (RosterException exception)
        {
            Assert.All(exception.Problems, static problem => Assert.NotNull(problem.Message));
        }
    }

    private static RosterProblem Refusal(Func<Roster> read) => Assert.Single(Assert.Throws<RosterException>(read).Problems);

    private static void AssertRefused(Func<Roster> read, int line, int column, string message)
    {
        var problem = Assert.Throws<RosterException>(read).Problems[0];

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    private static async Task<RosterProblem> RefusedInTimeAsync(string text)
    {
        var problems = Task.Run(() => Assert.Throws<RosterException>(() => Roster.Parse(text, "roster.yaml")).Problems);
        return (await problems.WaitAsync(Patience, TestContext.Current.CancellationToken))[0];
    }

    private string Written(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
