namespace PulumiOrgs.Build.Grid;

/// <summary>What became of a fault at a request.</summary>
/// <param name="Moment">The request.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="FirstSucceeded">Whether the command that met the fault said that it succeeded.</param>
/// <param name="Findings">What is wrong at the end.</param>
/// <param name="Message">What the command that met the fault said, on one line; empty when nothing.</param>
/// <param name="Screens">All that was printed and asked, to look into.</param>
internal sealed record CellResult(
    Moment Moment, Fault Fault, Outcome Outcome, bool FirstSucceeded, IReadOnlyList<string> Findings, string Message, string Screens)
{
    public bool IsRight => Outcome is Outcome.Held or Outcome.RightAfterSecond or Outcome.Told;
}
