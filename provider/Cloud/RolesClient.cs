namespace PulumiOrgs.Provider.Cloud;

internal sealed class RolesClient(CloudConnection connection, CloudListings listings) : IRolesClient
{
    public Task<IReadOnlyList<Role>> ListAsync(string organization, CancellationToken cancellationToken) =>
        listings.Roles.ReadAsync(organization, listing => ReadAsync(organization, listing), cancellationToken);

    private Task<IReadOnlyList<Role>> ReadAsync(string organization, CancellationToken cancellationToken) => connection.ListAsync(
        new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "orgs", organization, "roles"), $"list the roles of organization {organization}")
        {
            Query = [("uxPurpose", "role")],
        },
        "roles",
        AnswerMapping.ToRole,
        cancellationToken);
}
