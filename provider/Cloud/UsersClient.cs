namespace PulumiOrgs.Provider.Cloud;

internal sealed class UsersClient(CloudConnection connection, TimeProvider time) : IUsersClient
{
    private readonly SharedListing<string, User> _callers = new(time, TimeSpan.MaxValue, TimeSpan.MaxValue);

    public Task<User> GetCurrentAsync(CancellationToken cancellationToken) => _callers.ReadAsync(
        "current",
        listing => connection.AskAsync(
            new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "user"), "read who the access token belongs to"), AnswerMapping.ToUser, null, listing),
        cancellationToken);
}
