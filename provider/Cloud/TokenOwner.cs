namespace PulumiOrgs.Provider.Cloud;

/// <summary>Whose access tokens: an organization's own, or those of one of its teams.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Team">The team; null for the organization itself.</param>
internal sealed record TokenOwner(string Organization, string? Team = null)
{
    /// <summary>The path of its tokens, or of one of them.</summary>
    public ApiPath PathOf(params ReadOnlySpan<string> token) => Team is null
        ? ApiPath.Of(["api", "orgs", Organization, "tokens", .. token])
        : ApiPath.Of(["api", "orgs", Organization, "teams", Team, "tokens", .. token]);

    /// <summary>Words for a message.</summary>
    public override string ToString() => Team is null ? $"organization {Organization}" : $"team {Team} of organization {Organization}";
}
