namespace PulumiOrgs.Build.Docs;

/// <summary>By which id each resource is imported. The schema has no place for it; a test holds each against what an engine records.</summary>
internal static class ImportId
{
    /// <summary>The id of a resource, with the names of outputs for its parts.</summary>
    /// <exception cref="NotSupportedException">The resource is new, and its id not yet here.</exception>
    public static string Of(string resource) => resource switch
    {
        "OrgAccessToken" => "organization/tokenId",
        "OrgMember" => "organization/username",
        "OrgMembers" => "organization",
        "OrgWebhook" => "organization/name",
        "Team" => "organization/name",
        "TeamAccessToken" => "organization/team/tokenId",
        "TeamEnvironmentPermission" => "organization/team/project/environment",
        "TeamMembership" => "organization/team/username",
        "TeamStackPermission" => "organization/team/project/stack",
        _ => throw new NotSupportedException($"{resource}: say in ImportId by which id it is imported"),
    };
}
