namespace Pulumi.Orgs;

/// <summary>A roster cannot be used. The message has all that is wrong with it, one problem a line.</summary>
/// <param name="problems">What is wrong: one problem at least.</param>
public sealed class RosterException(IReadOnlyList<RosterProblem> problems)
    : Exception(string.Join('\n', ["The roster cannot be used:", .. problems.Select(static problem => $"  {problem}")]))
{
    /// <summary>All that is wrong, in the order of the file.</summary>
    public IReadOnlyList<RosterProblem> Problems { get; } = problems;
}
