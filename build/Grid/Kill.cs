namespace PulumiOrgs.Build.Grid;

/// <summary>Who is killed.</summary>
internal enum Victim
{
    Plugin,
    Engine,
}

/// <summary>A process killed at a request.</summary>
/// <param name="Index">Which request of the run.</param>
/// <param name="Title">What is asked there when nothing else is asked before.</param>
/// <param name="Victim">Who is killed.</param>
/// <param name="AfterWork">Whether the service has done the work by then.</param>
internal sealed record Kill(int Index, string Title, Victim Victim, bool AfterWork);

/// <summary>What became of it.</summary>
/// <param name="Kill">What was killed when.</param>
/// <param name="Findings">What is wrong after a refresh and an up.</param>
/// <param name="Screens">All that was printed and asked, to look into.</param>
internal sealed record KillResult(Kill Kill, IReadOnlyList<string> Findings, string Screens)
{
    public bool IsRight => Findings.Count == 0;
}
