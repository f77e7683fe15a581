using System.Diagnostics.CodeAnalysis;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>An organization at one moment. What may become of it is in the rules beside this file.</summary>
public sealed record Organization
{
    public required string Name { get; init; }

    /// <summary>
    /// Whether GitHub has its own list of members. If so, the backend roster is GitHub's and adding someone
    /// here does not put them on it; if not, both rosters are kept by the service.
    /// </summary>
    public bool GitHubBacked { get; init; }

    /// <summary>By login, compared without case; those who never joined included.</summary>
    public ImmutableSortedDictionary<string, Member> Members
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, Member>(Names.Comparer);

    /// <summary>Its own and its teams', in the order in which they were made. Deleted ones are marked and stay.</summary>
    public ImmutableList<AccessToken> Tokens { get; init; } = [];

    /// <summary>By name, compared without case.</summary>
    public ImmutableSortedDictionary<string, Team> Teams
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, Team>(Names.Comparer);

    /// <summary>Those that the organization made, by id.</summary>
    public ImmutableSortedDictionary<string, CustomRole> Roles { get; init; } = ImmutableSortedDictionary.Create<string, CustomRole>(StringComparer.Ordinal);

    /// <summary>By name, compared without case.</summary>
    public ImmutableSortedDictionary<string, Webhook> Webhooks
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, Webhook>(Names.Comparer);

    /// <summary>The stacks that there are, as <c>project/stack</c>, compared without case; null where every name is that of one.</summary>
    public ImmutableSortedSet<string>? Stacks
    {
        get;
        init => field = value?.WithComparer(Names.Comparer);
    }

    /// <summary>The environments that there are, as <c>project/environment</c>, compared without case; null where every name is that of one.</summary>
    public ImmutableSortedSet<string>? Environments
    {
        get;
        init => field = value?.WithComparer(Names.Comparer);
    }

    /// <summary>Finds someone who joined, on whichever roster.</summary>
    public bool TryFindMember(string login, [NotNullWhen(true)] out Member? member) =>
        Members.TryGetValue(login, out member) && member.HasJoined;

    /// <exception cref="RefusedException">404: there is no such team.</exception>
    public Team Team(string name) => Teams.TryGetValue(name, out var team) ? team : throw RefusedException.NotFound("Team", name);

    /// <exception cref="RefusedException">404: there is no such webhook.</exception>
    public Webhook Webhook(string name) =>
        Webhooks.TryGetValue(name, out var webhook) ? webhook : throw RefusedException.NotFound("Webhook", name);
}
