using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run as lines of text, one for each event: on a terminal in colour, in logs and pipes without.</summary>
/// <param name="console">Where to.</param>
public sealed class PlainDisplay(IAnsiConsole console) : IDisplay
{
    private readonly Lock _gate = new();
    private bool _preview;

    public void OnBegin(EngineCommand command, string stack)
    {
        _preview = command == EngineCommand.Preview;
        Write([new RunLine($"{command} of {stack}")]);
    }

    public void OnStepFinished(StepResult result) => Write(RunText.Of(result, _preview));

    public void OnDiagnostic(Diagnostic diagnostic) => Write([RunText.Of(diagnostic)]);

    public void OnEnd(EngineResult result) => Write(RunText.Of(result));

    private void Write(IEnumerable<RunLine> lines)
    {
        lock (_gate)
        {
            console.Write(lines);
        }
    }
}
