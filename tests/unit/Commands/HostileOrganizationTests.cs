using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Tests.Commands;

/// <summary>
/// An organization whose people named everything to harm whoever looks: what a command prints or writes shows the names, and they do
/// nothing there.
/// </summary>
public sealed class HostileOrganizationTests : CommandTest
{
    // Colours, a cleared screen, a forged line, turned writing, a mark that nobody sees, markup of a page and of the console's library.
    private const string Evil = "\u001b[31m\u009b2J\r\nerror: forged\u0085\u2028\u202egnp.exe\u2066\u200b\ufeff\U000E0041"
        + "</script><img src=x>\"'&`{{y}}[red]boo[/]\\u0041 é 👩‍💻 עברית";

    private static readonly string[] Shown = ["</script>", "[red]boo[/]", "é 👩‍💻 עברית", "\\u202e"];

    private static readonly LivingOrganization Hostile = new()
    {
        Name = "acme",
        Members = [Acme.Person("ada", "admin"), Acme.Person("bob") with { Name = Evil, Email = Evil }, Acme.Person("eve", Evil)],
        Teams =
        [
            Acme.TeamOf("web", ("ada", "admin")) with { DisplayName = Evil, Description = Evil },
            Acme.TeamOf("hub") with { Kind = Evil, DisplayName = Evil },
        ],
        Tokens =
        [
            new OwnedToken(null, Acme.Token("1", Evil[..40]) with { Description = Evil, CreatedBy = Evil }),
            new OwnedToken("web", Acme.Token("2", Evil[..39]) with { Description = Evil, Expires = long.MaxValue }),
            new OwnedToken(null, Acme.Token("3", "old" + Evil, expires: 1)),
            new OwnedToken(null, Acme.Token("4", "half \ud83d") with { Description = "\udc00 the other" }),
        ],
        Webhooks =
        [
            Acme.Hook("chat") with { DisplayName = Evil, PayloadUrl = $"https://example.com/{Evil}", Filters = [Evil], HasSecret = true },
            Acme.Hook("odd") with { Format = Evil, DisplayName = Evil },
        ],
    };

    [Fact]
    public async Task Drift_shows_it_on_lines_of_its_own()
    {
        Assert.Equal(2, await DriftAsync());

        AssertHarmless(Output);
        AssertHarmless(Error);
        Assert.All(Shown, shown => Assert.Contains(shown, Output, StringComparison.Ordinal));
        Assert.DoesNotContain(Output.Split('\n'), static line => line.StartsWith("error:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drift_tells_it_to_programs_exactly()
    {
        Assert.Equal(2, await DriftAsync("--json"));

        AssertHarmless(Output);
        var team = JObject.Parse(Output)["differences"]!.Single(static difference => (string?)difference["property"] == "displayName");
        Assert.Equal(Evil, (string?)team["organization"]);
    }

    [Fact]
    public async Task Drift_writes_a_page_in_which_it_is_text()
    {
        await DriftAsync("--html", PathOf("drift.html"));

        var page = Read("drift.html");
        AssertHarmless(page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;/script&gt;&lt;img src=x&gt;&quot;&#39;&amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_writes_files_in_which_it_is_text()
    {
        CloudHas(Hostile);

        Assert.Equal(0, await RunAsync("export", "--organization", "acme", "--program", PathOf("acme")));

        AssertHarmless(Error);
        foreach (var file in Directory.GetFiles(PathOf("acme")))
        {
            AssertHarmless(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }

        var team = Assert.Single(Roster.Read(PathOf("acme/roster.yaml")).Teams);
        Assert.Equal((Evil, Evil), (team.DisplayName, team.Description));
        Assert.DoesNotContain("\n            Evil", Read("acme/Tokens.cs"), StringComparison.Ordinal);
        Assert.Contains("\"half \\ud83d\"", Read("acme/Tokens.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_resource_has_a_name_that_harms_who_sees_a_preview()
    {
        CloudHas(Hostile);

        await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json"));

        var names = JObject.Parse(Read("import.json"))["resources"]!.Select(static resource => (string)resource["name"]!).ToList();
        Assert.All(names, AssertHarmless);
        Assert.Contains(names, static name => name.StartsWith("\\u001b[31m\\u009b2J  error: forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warnings_have_a_line_each()
    {
        CloudHas(Hostile);

        await RunAsync("export", "--organization", "acme", "--program", PathOf("acme"));

        Assert.Contains("(\\u001b[31m\\u009b2J  error: forged", Error, StringComparison.Ordinal);
        Assert.All(
            Error.TrimEnd().Split('\n'),
            static line => Assert.Matches("^(warning: |/|  pulumi )", line.TrimStart('\r')));
    }

    [Fact]
    public async Task What_the_service_says_of_a_failure_is_one_line()
    {
        CloudHas(Acme.Small with { Teams = [Acme.TeamOf("web") with { ListMembersError = Evil }] });

        Assert.Equal(1, await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json")));
        AssertHarmless(Error);
        Assert.Single(Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("we\u202eb", "invisible character, U+202E")]
    [InlineData("we\u2028b", "invisible character, U+2028")]
    [InlineData("we\u001bb", "control character")]
    public async Task A_name_that_no_roster_can_have_is_one_message(string name, string reason)
    {
        CloudHas(Acme.Small with { Teams = [Acme.TeamOf(name)], Tokens = [] });

        Assert.Equal(1, await RunAsync("export", "--organization", "acme", "--program", PathOf("acme")));
        AssertHarmless(Error);
        Assert.Contains(reason, Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("acme")));
    }

    [Fact]
    public async Task A_team_or_a_person_that_is_told_twice_is_one_message()
    {
        CloudHas(Acme.Small with { Teams = [Acme.TeamOf("web"), Acme.TeamOf("WEB", ("ada", "member"), ("ADA", "member"))] });

        Assert.Equal(1, await RunDriftAsync());
        Assert.Contains("'web'", Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd().Split('\n'));
    }

    private static void AssertHarmless(string text) => Assert.DoesNotContain(
        text.ReplaceLineEndings("\n").EnumerateRunes(), static rune => rune.Value != '\n' && Printable.IsHarmful(rune));

    private Task<int> DriftAsync(params string[] more)
    {
        CloudHas(Hostile);
        return RunDriftAsync(more);
    }

    private async Task<int> RunDriftAsync(params string[] more)
    {
        await File.WriteAllTextAsync(PathOf("people.yaml"), Acme.SmallRoster, TestContext.Current.CancellationToken);
        return await RunAsync(["drift", "--organization", "acme", "--roster", PathOf("people.yaml"), .. more]);
    }
}
