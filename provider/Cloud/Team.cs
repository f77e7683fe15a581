namespace PulumiOrgs.Provider.Cloud;

/// <summary>A team.</summary>
/// <param name="Kind">Who manages its members, in the API's words: <c>pulumi</c>, <c>github</c> or <c>scim</c>.</param>
/// <param name="Name">The key in the organization.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Members">Who is in it. Listings of teams may leave this empty, and so does a team with a <paramref name="ListMembersError"/>.</param>
/// <param name="ListMembersError">Why the backend (say GitHub) could not name the members; null when it could.</param>
public sealed record Team(
    string Kind, string Name, string DisplayName, string Description, IReadOnlyList<TeamMember> Members, string? ListMembersError)
{
    /// <summary>The stacks that it gives its members. Listings of teams may leave this empty.</summary>
    public IReadOnlyList<TeamStack> Stacks { get; init; } = [];

    /// <summary>The environments that it gives its members. Listings of teams may leave this empty.</summary>
    public IReadOnlyList<TeamEnvironment> Environments { get; init; } = [];

    /// <summary>The ids of its roles, of which there is one at most so far. Listings of teams may leave this empty.</summary>
    public IReadOnlyList<string> RoleIds { get; init; } = [];
}
