using System.Collections.Concurrent;
using System.Globalization;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>Deals with many people side by side, and remembers who was not reached and why.</summary>
/// <param name="organization">Whose people they are.</param>
internal sealed class Unreached(string organization)
{
    private const string WasCancelled = "cancelled; what was under way may have been done all the same. Deploy again; should that say " +
        "that somebody is there already, `adopt` takes over";

    private readonly ConcurrentQueue<(string Deed, string Login, string Reason, Exception Failure)> _people = [];

    /// <summary>Whether everybody was reached so far.</summary>
    public bool IsEmpty => _people.IsEmpty;

    /// <summary>Deals with everybody at once; comes back when all are dealt with. Who fails does not keep the others.</summary>
    /// <param name="deed">What is done, in a word: "add".</param>
    /// <param name="people">To whom.</param>
    /// <param name="change">Does it.</param>
    public Task ForEachAsync(string deed, IEnumerable<string> people, Func<string, Task> change) => Task.WhenAll(people.Select(async login =>
    {
        try
        {
            await change(login);
        }
        catch (Exception failure) when (failure is CloudException or ResourceException or OperationCanceledException)
        {
            Add(deed, login, failure);
        }
    }));

    /// <summary>Somebody was not reached.</summary>
    public void Add(string deed, string login, Exception failure) => _people.Enqueue((deed, login, ReasonOf(failure, login), failure));

    /// <summary>Says who was not reached, with each reason once.</summary>
    public ResourceException ToException()
    {
        var groups = _people.GroupBy(static person => (person.Deed, person.Reason)).Select(static group => group.ToList());
        var lines = groups.Select(static group =>
        {
            var (deed, login, reason, failure) = group[0];
            // What the server says of one person names that person; of several, nobody.
            var why = group.Count == 1 ? ReasonOf(failure, null) : reason;
            return $"{deed} {string.Join(", ", group.Select(static person => person.Login).Order(StringComparer.OrdinalIgnoreCase))}: {why}";
        }).Order(StringComparer.Ordinal);
        var count = _people.Count;
        var failures = _people.Select(static person => person.Failure).ToList();
        return new ResourceException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count:#,0} {(count == 1 ? "person" : "people")} of '{organization}' could not be dealt with; what could be done is " +
                $"recorded:\n{string.Join('\n', lines)}"),
            failures.Find(static failure => failure is OperationCanceledException) ?? failures[0]);
    }

    private static string ReasonOf(Exception failure, string? login) => failure switch
    {
        OperationCanceledException => WasCancelled,
        TooManyRemovalsException tooMany => tooMany.Reason,
        CloudException cloud => Nameless(cloud.Cause, login) + (OrgsFailures.AdviceOn(cloud) is { } advice ? $". {advice}" : ""),
        _ => Nameless(failure.Message, login),
    };

    private static string Nameless(string reason, string? login) =>
        login is null ? reason : reason.Replace($"'{login}'", "'…'", StringComparison.OrdinalIgnoreCase);
}
