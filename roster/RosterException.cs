namespace Pulumi.Orgs;

/// <summary>A roster cannot be used. The message has what is wrong with it, one problem a line, the first fifty when there are more.</summary>
/// <param name="problems">What is wrong: one problem at least.</param>
public sealed class RosterException(IReadOnlyList<RosterProblem> problems) : Exception(TextOf(problems))
{
    private const int MostShown = 50;

    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<RosterProblem> Problems { get; } = problems;

    private static string TextOf(IReadOnlyList<RosterProblem> problems) => string.Join('\n',
    [
        "The roster cannot be used:",
        .. problems.Take(MostShown).Select(static problem => $"  {problem}"),
        .. problems.Count > MostShown ? [$"  and {problems.Count - MostShown} more"] : Array.Empty<string>(),
    ]);
}
