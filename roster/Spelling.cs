namespace Pulumi.Orgs;

/// <summary>Guesses what somebody meant who mistyped a word.</summary>
internal static class Spelling
{
    /// <summary>The one of some words that looks most like another, or null when none does.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(candidate => (Word: candidate, Distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(guess => guess.Distance <= Math.Max(1, guess.Word.Length / 3))
        .OrderBy(static guess => guess.Distance)
        .Select(static guess => guess.Word)
        .FirstOrDefault();

    // How many letters have to be typed, dropped or changed.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
