namespace Pulumi.Orgs;

/// <summary>One thing that is wrong with a roster.</summary>
/// <param name="Source">The file, or what else the roster was read from; null when a program made it.</param>
/// <param name="Line">The line, counted from 1; null when none is to blame.</param>
/// <param name="Column">The column, counted from 1; null when there is no line.</param>
/// <param name="Entry">The entry, such as <c>teams[0].members[2]</c>; empty when it is the whole roster.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record RosterProblem(string? Source, int? Line, int? Column, string Entry, string Message)
{
    /// <summary>As a line for people: <c>roster.yaml:12:5: teams[0].members[2]: …</c>.</summary>
    public override string ToString()
    {
        var place = (Source, Line) switch
        {
            (null, null) => "",
            (null, _) => $"line {Line}, column {Column}: ",
            (_, null) => $"{Source}: ",
            _ => $"{Source}:{Line}:{Column}: ",
        };
        return Printable.Line(Entry.Length == 0 ? place + Message : $"{place}{Entry}: {Message}");
    }
}
