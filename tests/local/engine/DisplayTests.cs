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
    public void What_is_created_is_told_with_its_properties_only_beforehand(EngineCommand command, bool shown)
    {
        var step = new StepInfo(StepOp.Create, Thing) { Changes = [new PropertyDifference("size", PropertyChangeKind.Add, null, "large")] };
        var display = new PlainDisplay(_console);
        display.OnBegin(command, "proj/dev");

        display.OnStepFinished(new StepResult(step, StepStatus.Succeeded, TimeSpan.Zero));

        Assert.Equal(shown, _console.Output.Contains("+ size: \"large\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_event_is_told_once_as_it_comes_and_in_the_end_what_the_run_came_to()
    {
        var display = new PlainDisplay(_console);
        display.OnBegin(EngineCommand.Up, "proj/dev");
        foreach (var step in Result.Steps)
        {
            display.OnStepFinished(step);
        }

        display.OnDiagnostic(new Diagnostic(DiagnosticSeverity.Error, "look [here]", Thing));
        display.OnEnd(Result);

        Assert.Equal(
            [
                "Up of proj/dev",
                "~ updated test:index:Thing a (1.5 s)",
                "    ~ name: \"old\" → \"new\"",
                "    ~ password: [secret] → [secret]",
                "    + url: [unknown]",
                "error: test:index:Thing a: look [here]",
                "",
                "Outputs:",
                "    token: [secret]",
                "    url: \"http://x\"",
                "",
                "Up failed in 2.0 s: 1 updated, 1 unchanged, 1 failed",
            ],
            _console.Lines.Select(static line => line.TrimEnd()));
    }

    [Fact]
    public void A_key_is_not_broken_on_a_narrow_terminal()
    {
        _console.Profile.Width = 40;
        var name = new string('n', 25);

        new PlainDisplay(_console).OnEnd(Result with { Outputs = PropertyMap.Of((name, new string('v', 60))) });

        Assert.Contains(_console.Lines, line => line.Contains($"{name}:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("__defaults")]
    [InlineData("settings.__defaults[0]")]
    [InlineData("__internal")]
    public void What_engines_keep_for_themselves_is_no_difference(string path) =>
        Assert.Empty(new StepInfo(StepOp.Update, Thing) { Changes = [new(path, PropertyChangeKind.Update, "old", "new")] }.Changes);

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
