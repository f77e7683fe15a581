using System.Collections.Frozen;
using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>What becomes of one property.</summary>
public enum ChangeKind
{
    Add,
    Update,
    Delete,
}

/// <summary>A difference of one property.</summary>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Replaces">Whether it takes a new resource.</param>
/// <param name="AgainstInputs">Whether the old value is an old input rather than what was observed.</param>
public sealed record PropertyChange(ChangeKind Kind, bool Replaces, bool AgainstInputs)
{
    /// <summary>Of a map that changes in part, or of a list whose order means nothing: what becomes of its entries, by their paths, such as
    /// <c>keepers.region</c> or <c>members[2]</c>.</summary>
    public IReadOnlyDictionary<string, ChangeKind> Entries { get; init; } = FrozenDictionary<string, ChangeKind>.Empty;
}

/// <summary>Differences as the declaration says, for a resource to refine.</summary>
/// <param name="State">What was last observed.</param>
/// <param name="Inputs">What the program wants; a value that is unknown yet looks as if it were absent.</param>
/// <param name="Changes">The differences so far.</param>
/// <param name="Query">What is compared.</param>
public sealed record DiffDraft<TArgs, TState>(TState State, TArgs Inputs, Dictionary<string, PropertyChange> Changes, DiffQuery Query)
{
    public List<string> Warnings { get; } = [];

    /// <summary>
    /// Whether a deployment is about to do what the difference says. Otherwise an engine only asks what it would be: for
    /// what a refresh shows, or whether something else's replacement would be this one's too.
    /// </summary>
    public bool IsPlanned { get; init; }

    /// <summary>Whether some of the program's inputs are not known yet.</summary>
    public bool HasUnknowns => Query.Inputs.Values.Any(static value => value.ContainsUnknowns());

    public bool Replaces => Changes.Values.Any(static change => change.Replaces);

    /// <summary>Says of an input whether its value was made up rather than given.</summary>
    public bool IsMadeUp(PropertyName name) => MadeUp.IsMarked(Query.Inputs, name);

    /// <summary>Says of an input whether the program wants its changes ignored.</summary>
    public bool IsIgnored(PropertyName name) => Diff.IsIgnored(name, Query.IgnoreChanges);
}
