using System.Collections.Immutable;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>All that the cloud holds at one moment.</summary>
public sealed record CloudData
{
    /// <summary>By name, compared without case.</summary>
    public ImmutableSortedDictionary<string, Organization> Organizations
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, Organization>(Names.Comparer);

    /// <summary>The login that a personal access token belongs to, by the hash of its value.</summary>
    public ImmutableSortedDictionary<string, string> PersonalTokens { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <exception cref="RefusedException">404: there is no such organization.</exception>
    public Organization Organization(string name) =>
        Organizations.TryGetValue(name, out var organization) ? organization : throw RefusedException.NotFound("Organization", name);
}
