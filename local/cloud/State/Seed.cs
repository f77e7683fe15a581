namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Brings what a data file held up to what the cloud was told to start with.</summary>
internal static class Seed
{
    public static CloudData Complete(CloudData data, EmulatedCloudOptions options) => options.Organizations.Aggregate(
        data,
        (before, name) =>
        {
            var organization = before.Organizations.GetValueOrDefault(name) ?? Found(name, options);
            return before with { Organizations = before.Organizations.SetItem(organization.Name, WithCaller(organization, options)) };
        });

    private static Organization Found(string name, EmulatedCloudOptions options) => options.Members.Aggregate(
        new Organization { Name = name, GitHubBacked = options.GitHubBacked },
        (organization, member) => organization.WithMember(
            member.Created == default ? member with { Created = options.Clock.GetUtcNow() } : member));

    // Also when the file was made with another login: nobody could do anything with the organization otherwise.
    private static Organization WithCaller(Organization organization, EmulatedCloudOptions options) =>
        organization.TryFindMember(options.Login, out _)
            ? organization
            : organization.WithMember(new Member
            {
                Login = options.Login,
                Role = OrganizationRole.Admin,
                Created = options.Clock.GetUtcNow(),
            });
}
