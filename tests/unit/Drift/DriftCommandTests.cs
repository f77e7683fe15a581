using Newtonsoft.Json.Linq;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Drift;

public sealed class DriftCommandTests : CommandTest
{
    private static readonly string DanForCleo = Acme.SmallRoster.Replace(", cleo]", ", dan]", StringComparison.Ordinal);

    private static readonly string WithoutCleo = Acme.SmallRoster.Replace(", cleo]", "]", StringComparison.Ordinal);

    [Fact]
    public async Task Ends_with_0_when_nothing_differs()
    {
        Assert.Equal(0, await DriftAsync(Acme.SmallRoster));
        Assert.Equal("The roster has 3 people and 1 team, acme 3 people and 1 team: nothing differs.", Output.Trim());
    }

    [Fact]
    public async Task Ends_with_2_and_a_table_when_something_differs()
    {
        Assert.Equal(2, await DriftAsync(Acme.SmallRoster.Replace("The web", "Site", StringComparison.Ordinal)));
        Assert.Matches(@"~\s+team\s+web\s+displayName\s+Site\s+The web", Output);
        Assert.Contains("acme 3 people and 1 team: 1 difference from the roster.", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_people_whom_the_roster_does_not_have_apart_and_ends_with_2()
    {
        Assert.Equal(2, await DriftAsync("admins: [ada]\nmembers: [cleo]\nteams:\n  - { name: web, description: What it is for }"));

        var (differences, unlisted) = (Output[..Output.IndexOf("In acme, but", StringComparison.Ordinal)], Output.Split("In acme, but")[1]);
        Assert.DoesNotContain("Bob", differences, StringComparison.Ordinal);
        Assert.Matches(@"-\s+membership\s+web/ada", differences);
        Assert.StartsWith(" not in the roster:", unlisted, StringComparison.Ordinal);
        Assert.Matches(@"-\s+Bob\s+member\s+web\s", unlisted);
        Assert.EndsWith(
            "The roster has 2 people and 1 team, acme 3 people and 1 team: 2 differences from the roster, and 1 person who is not in it.",
            Output.TrimEnd(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_2_for_nothing_but_a_person_whom_the_roster_does_not_have()
    {
        Assert.Equal(2, await DriftAsync(WithoutCleo));
        Assert.EndsWith(": 1 person who is not in the roster.", Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_0_when_whoever_is_not_in_the_roster_is_to_be_ignored_and_says_who_that_is()
    {
        Assert.Equal(0, await DriftAsync(WithoutCleo, "--ignore", "CLEO"));
        Assert.StartsWith("Ignored: cleo", Output, StringComparison.Ordinal);
        Assert.EndsWith("nothing differs.", Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ignores_several_and_nobody_else()
    {
        CloudHas(Acme.Small with { Members = [.. Acme.Small.Members, Acme.Person("ci"), Acme.Person("bot"), Acme.Person("eve")] });

        Assert.Equal(2, await RunDriftAsync(Acme.SmallRoster, "--ignore", "ci", "--ignore", "bot", "--json"));

        var document = JObject.Parse(Output);
        Assert.Equal(["bot", "ci"], document["ignored"]!.Values<string>());
        Assert.Equal(["eve"], document["notInRoster"]!.Values<string>());
        Assert.Equal(["eve"], document["differences"]!.Select(static difference => (string?)difference["login"]));
    }

    [Fact]
    public async Task Warns_of_somebody_to_ignore_who_is_not_there()
    {
        Assert.Equal(0, await DriftAsync(Acme.SmallRoster, "--ignore", "cibot"));
        Assert.Contains("warning: nobody in acme to ignore: cibot", Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BOB", "--ignore 'BOB': the roster names this login; take it out of the roster, or out of the command")]
    [InlineData(" ", "--ignore is empty; give a login")]
    public async Task Ignores_nobody_whom_the_roster_names_and_reads_nothing_then(string login, string message)
    {
        Assert.Equal(1, await DriftAsync(Acme.SmallRoster, "--ignore", login));
        Assert.Contains(message, Error, StringComparison.Ordinal);
        Members.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Ends_with_1_and_asks_nothing_when_the_roster_cannot_be_used()
    {
        Assert.Equal(1, await DriftAsync("admins: []"));
        Assert.Contains("nobody is an admin", Error, StringComparison.Ordinal);
        Members.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Prints_one_document_for_programs()
    {
        Assert.Equal(2, await DriftAsync(WithoutCleo, "--json"));

        var document = JObject.Parse(Output);
        Assert.Equal("acme", (string?)document["organization"]);
        Assert.Equal((2, 3), ((int)document["people"]!["roster"]!, (int)document["people"]!["organization"]!));
        Assert.Equal(["cleo"], document["notInRoster"]!.Values<string>());
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""
                [{
                  "subject": "person", "kind": "extra", "team": null, "login": "cleo", "stack": null, "environment": null,
                  "property": "role", "roster": null, "organization": "member"
                }]
                """),
            document["differences"]));
    }

    [Fact]
    public async Task Shows_what_a_team_may_do_otherwise_in_the_table_and_to_programs()
    {
        CloudHas(Acme.WithPermissions);
        var roster = Acme.SmallRoster.Replace("members: [bob] }", "members: [bob], stacks: { website/prod: read, data/dev: admin } }",
            StringComparison.Ordinal);

        Assert.Equal(2, await RunDriftAsync(roster));
        Assert.Matches(@"~\s+stack\s+web/website/prod\s+permission\s+read\s+write", Output);
        Assert.Matches(@"-\s+environment\s+web/default/keys\s+permission\s+open", Output);
        Assert.Equal(2, await RunDriftAsync(roster, "--json"));
        Assert.Contains("\"environment\": \"default/keys\"", Output, StringComparison.Ordinal);
        Assert.Contains("\"stack\": \"website/prod\"", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_no_name_move_the_cursor()
    {
        CloudHas(WebIsCalled("\u001b[2Jgone"));

        await RunDriftAsync(Acme.SmallRoster);

        Assert.DoesNotContain('\u001b', Output);
        Assert.Contains("[2Jgone", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_a_page_that_needs_nothing_else()
    {
        Assert.Equal(2, await DriftAsync(DanForCleo, "--html", PathOf("drift.html")));

        var page = Read("drift.html");
        Assert.Contains("title=\"cleo in acme: member, but not in the roster\"", page, StringComparison.Ordinal);
        Assert.Contains("title=\"dan in acme: missing; the roster says member\"", page, StringComparison.Ordinal);
        Assert.Contains("title=\"ada in web: admin\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(href|src)\s*=|url\(|https?:", page);
    }

    [Fact]
    public async Task Overwrites_the_page_of_an_earlier_run()
    {
        await DriftAsync(Acme.SmallRoster, "--html", PathOf("drift.html"));
        var earlier = Read("drift.html");

        Assert.Equal(2, await DriftAsync(DanForCleo, "--html", PathOf("drift.html")));
        Assert.NotEqual(earlier, Read("drift.html"));
        Assert.Contains("dan in acme: missing", Read("drift.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>mine</title>")]
    [InlineData("admins: [ada]")]
    public async Task Overwrites_nothing_else_and_reads_nothing_then(string text)
    {
        await File.WriteAllTextAsync(PathOf("mine"), text, TestContext.Current.CancellationToken);

        Assert.Equal(1, await DriftAsync(DanForCleo, "--html", PathOf("mine")));
        Assert.Contains("mine exists already and is no page that `drift` wrote; give --force", Error, StringComparison.Ordinal);
        Assert.Equal(text, Read("mine"));
        Members.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Overwrites_not_even_the_roster()
    {
        Assert.Equal(1, await DriftAsync(DanForCleo, "--html", PathOf("people.yaml")));
        Assert.Equal(DanForCleo, Read("people.yaml"));
    }

    [Fact]
    public async Task Overwrites_whatever_it_is_told_to()
    {
        await File.WriteAllTextAsync(PathOf("mine"), "mine", TestContext.Current.CancellationToken);

        Assert.Equal(2, await DriftAsync(DanForCleo, "--html", PathOf("mine"), "--force"));
        Assert.StartsWith("<!DOCTYPE html>", Read("mine"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fills_a_file_that_is_empty()
    {
        await File.WriteAllTextAsync(PathOf("drift.html"), "", TestContext.Current.CancellationToken);

        Assert.Equal(2, await DriftAsync(DanForCleo, "--html", PathOf("drift.html")));
        Assert.StartsWith("<!DOCTYPE html>", Read("drift.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_a_link_and_keeps_what_others_may_do_with_the_page()
    {
        await DriftAsync(Acme.SmallRoster, "--html", PathOf("published.html"));
        File.CreateSymbolicLink(PathOf("drift.html"), PathOf("published.html"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("published.html"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Assert.Equal(2, await DriftAsync(DanForCleo, "--html", PathOf("drift.html")));
        Assert.NotNull(new FileInfo(PathOf("drift.html")).LinkTarget);
        Assert.Contains("dan in acme: missing", Read("published.html"), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(PathOf("published.html")).HasFlag(UnixFileMode.GroupRead));
        Assert.DoesNotContain(Directory.GetFiles(PathOf(".")), static file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_no_folder_for_a_page()
    {
        Directory.CreateDirectory(PathOf("pages"));

        Assert.Equal(1, await DriftAsync(DanForCleo, "--html", PathOf("pages"), "--force"));
        Assert.Contains("pages is a folder", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_no_name_become_markup()
    {
        CloudHas(WebIsCalled("<script>alert('\"&')</script>"));

        await RunDriftAsync(Acme.SmallRoster, "--html", PathOf("drift.html"));

        Assert.DoesNotContain("<script", Read("drift.html"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;", Read("drift.html"), StringComparison.Ordinal);
    }

    private static LivingOrganization WebIsCalled(string displayName) => Acme.Small with
    {
        Teams = [.. Acme.Small.Teams.Select(team => team with { DisplayName = displayName })],
    };

    private Task<int> DriftAsync(string roster, params string[] more)
    {
        CloudHas(Acme.Small);
        return RunDriftAsync(roster, more);
    }

    private async Task<int> RunDriftAsync(string roster, params string[] more)
    {
        await File.WriteAllTextAsync(PathOf("people.yaml"), roster, TestContext.Current.CancellationToken);
        return await RunAsync(["drift", "--organization", "acme", "--roster", PathOf("people.yaml"), .. more]);
    }
}
