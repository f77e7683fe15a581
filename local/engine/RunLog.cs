using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Display;

namespace PulumiOrgs.Local.Engine;

/// <summary>Keeps what happened in a run for its result, and shows it meanwhile.</summary>
/// <param name="display">Shows it.</param>
internal sealed class RunLog(IDisplay display) : IDeploymentEvents
{
    private readonly Lock _gate = new();
    private readonly List<StepResult> _steps = [];
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<StepResult> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            lock (_gate)
            {
                return [.. _diagnostics];
            }
        }
    }

    public void OnStepStarted(StepInfo step)
    {
        if (!step.IsInternal)
        {
            display.OnStepStarted(step);
        }
    }

    public void OnStepFinished(StepResult result)
    {
        if (result.Step.IsInternal)
        {
            return;
        }

        lock (_gate)
        {
            _steps.Add(result);
        }

        display.OnStepFinished(result);
    }

    public void OnDiagnostic(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Debug)
        {
            return;
        }

        lock (_gate)
        {
            // Each error once, however many resources run into it.
            if (diagnostic.Severity >= DiagnosticSeverity.Warning && _diagnostics.Contains(diagnostic))
            {
                return;
            }

            _diagnostics.Add(diagnostic);
        }

        display.OnDiagnostic(diagnostic);
    }
}
