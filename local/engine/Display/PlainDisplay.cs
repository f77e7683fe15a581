using PulumiOrgs.Local.Engine.Deployments;
using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run as lines of text, one for each event: for logs and pipes.</summary>
/// <param name="console">Where to.</param>
public sealed class PlainDisplay(IAnsiConsole console) : IDisplay
{
    private readonly Lock _gate = new();
    private bool _preview;

    public void OnBegin(EngineCommand command, string stack)
    {
        _preview = command == EngineCommand.Preview;
        Line($"{command} of {stack}");
    }

    public void OnStepStarted(StepInfo step)
    {
        if (!_preview && step.Op.IsChange())
        {
            Line($"{StepText.Symbol(step.Op)} {StepText.UnderWay(step.Op)} {step.Urn.Type} {step.Urn.Name}");
        }
    }

    public void OnStepFinished(StepResult result)
    {
        if (StepLine.Of(result, _preview) is { } line)
        {
            Line(line);
        }
    }

    public void OnDiagnostic(Diagnostic diagnostic) => Line(StepLine.Of(diagnostic));

    public void OnEnd(EngineResult result)
    {
        lock (_gate)
        {
            new ReportRenderer(console).Write(result);
        }
    }

    private void Line(string text)
    {
        lock (_gate)
        {
            console.WriteLine(text);
        }
    }
}
