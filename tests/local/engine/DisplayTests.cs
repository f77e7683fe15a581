using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Display;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;
using Spectre.Console.Testing;

namespace PulumiOrgs.Local.Engine.Tests;

public sealed class DisplayTests : IDisposable
{
    private static readonly Urn Thing = Urn.Parse("urn:pulumi:dev::proj::test:index:Thing::a");

    private static readonly StepInfo Update = new(StepOp.Update, Thing)
    {
        Changes =
        [
            new("name", PropertyChangeKind.Update, "old", "new"),
            new("password", PropertyChangeKind.Update, new SecretValue("hunter1"), new SecretValue("hunter2")),
            new("url", PropertyChangeKind.Add, null, PropertyValue.Unknown),
        ],
    };

    private static readonly EngineResult Result = new()
    {
        Command = EngineCommand.Up,
        Stack = "proj/dev",
        Succeeded = false,
        Steps =
        [
            new(Update, StepStatus.Succeeded, TimeSpan.FromSeconds(1.5)),
            new(
                new StepInfo(StepOp.Create, Urn.Parse("urn:pulumi:dev::proj::test:index:Thing::b")),
                StepStatus.Failed,
                TimeSpan.Zero,
                "the quota is used up"),
            new(new StepInfo(StepOp.Same, Urn.Parse("urn:pulumi:dev::proj::test:index:Thing::c")), StepStatus.Succeeded, TimeSpan.Zero),
        ],
        Outputs = PropertyMap.Of(("token", new SecretValue("hunter2")), ("url", "http://x")),
        Diagnostics = [new(DiagnosticSeverity.Error, "the quota is used up", Thing)],
        Duration = TimeSpan.FromSeconds(2),
    };

    private readonly TestConsole _console = new();

    public DisplayTests() => _console.Profile.Width = 200;

    public void Dispose() => _console.Dispose();

    [Theory]
    [InlineData(EngineCommand.Preview, true)]
    [InlineData(EngineCommand.Up, false)]
    public void A_report_has_the_properties_of_what_is_created_only_beforehand(EngineCommand command, bool shown)
    {
        var step = new StepInfo(StepOp.Create, Thing) { Changes = [new PropertyChange("size", PropertyChangeKind.Add, null, "large")] };

        new PlainDisplay(_console).OnEnd(Result with { Command = command, Steps = [new(step, StepStatus.Succeeded, TimeSpan.Zero)] });

        Assert.Equal(shown, _console.Output.Contains("+ size: \"large\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_report_has_differences_changes_outputs_diagnostics_and_a_summary()
    {
        new PlainDisplay(_console).OnEnd(Result);

        Assert.Contains("~ name: \"old\" → \"new\"", _console.Output);
        Assert.Contains("+ url: [unknown]", _console.Output);
        Assert.Matches("update +test:index:Thing +a +1.5 s", _console.Output);
        Assert.Matches("create +test:index:Thing +b +failed", _console.Output);
        Assert.Matches("url +\"http://x\"", _console.Output);
        Assert.Contains("error: the quota is used up", _console.Output);
        Assert.Contains("Up failed in 2.0 s: 1 updated, 1 unchanged, 1 failed", _console.Output);
    }

    [Fact]
    public void A_report_shows_no_secret()
    {
        new PlainDisplay(_console).OnEnd(Result);

        Assert.Contains("~ password: [secret] → [secret]", _console.Output);
        Assert.Matches(@"token +\[secret\]", _console.Output);
        Assert.DoesNotContain("hunter", _console.Output);
    }

    [Fact]
    public void Plain_lines_tell_of_each_event_as_it_comes()
    {
        var display = new PlainDisplay(_console);
        display.OnBegin(EngineCommand.Up, "proj/dev");
        display.OnStepStarted(Update);
        display.OnStepFinished(new StepResult(Update, StepStatus.Succeeded, TimeSpan.FromSeconds(1.5)));
        display.OnDiagnostic(new Diagnostic(DiagnosticSeverity.Warning, "look [here]", Thing));

        Assert.Equal(
            [
                "Up of proj/dev",
                "~ updating test:index:Thing a",
                "~ updated test:index:Thing a (1.5 s)",
                "warning: test:index:Thing a: look [here]",
            ],
            _console.Lines);
    }

    [Fact]
    public void A_terminal_shows_what_is_under_way_and_for_how_long()
    {
        var time = new FakeTimeProvider();
        var progress = new ProgressView(time);
        progress.Start(Update);
        time.Advance(TimeSpan.FromSeconds(3));
        _console.Write(progress.Render());

        Assert.Matches("updating +test:index:Thing a +3.0 s", _console.Output);
        Assert.Contains("1 under way, 0 done, 3.0 s", _console.Output);
    }

    [Fact]
    public void A_terminal_forgets_what_has_ended_and_counts_it()
    {
        var progress = new ProgressView(new FakeTimeProvider());
        progress.Start(Update);
        progress.Finish(new StepResult(Update, StepStatus.Failed, TimeSpan.Zero, "no"));
        _console.Write(progress.Render());

        Assert.DoesNotContain("updating", _console.Output);
        Assert.Contains("0 under way, 0 done, 1 failed", _console.Output);
    }

    [Fact]
    public void A_terminal_ends_with_the_report()
    {
        var display = new TerminalDisplay(_console.Interactive(), TimeProvider.System);
        display.OnBegin(EngineCommand.Up, "proj/dev");
        display.OnStepStarted(Update);
        display.OnStepFinished(new StepResult(Update, StepStatus.Succeeded, TimeSpan.FromSeconds(1.5)));
        display.OnEnd(Result);

        Assert.Contains("~ updated test:index:Thing a (1.5 s)", _console.Output);
        Assert.Contains("Up failed in 2.0 s", _console.Output);
    }

    [Fact]
    public void Json_is_one_document_without_secrets()
    {
        using var output = new StringWriter();
        var display = new JsonDisplay(output);
        display.OnBegin(EngineCommand.Up, "proj/dev");
        display.OnEnd(Result);

        var json = JObject.Parse(output.ToString());
        Assert.Equal("failed", (string?)json["result"]);
        Assert.Equal(["update", "create", "same"], json["steps"]!.Select(static step => (string?)step["op"]));
        Assert.Equal(["name", "password", "url"], json["steps"]![0]!["diffs"]!.Values<string>());
        Assert.Equal("new", (string?)json.SelectToken("steps[0].detailedDiff.name.new"));
        Assert.Equal("[secret]", (string?)json["outputs"]!["token"]);
        Assert.Equal("the quota is used up", (string?)json.SelectToken("diagnostics[0].message"));
        Assert.Equal(1, (int?)json.SelectToken("summary.update"));
        Assert.DoesNotContain("hunter", output.ToString());
    }
}
