using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[Function("getCurrentUser", "Tells whose access token the provider uses.")]
public sealed class GetCurrentUser(ICloud cloud) : Function<GetCurrentUser.Args, GetCurrentUser.Result>
{
    public sealed record Args;

    public sealed record Result
    {
        [Output("The user's login.")]
        public string Username { get; init; } = "";

        [Output("The user's display name.")]
        public string Name { get; init; } = "";

        [Output("The user's email address; empty for the user behind a machine token.")]
        public string Email { get; init; } = "";

        [Output("The names of the organizations that the user belongs to.")]
        public IReadOnlyList<string> Organizations { get; init; } = [];
    }

    protected override async Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken)
    {
        var user = await cloud.Users.GetCurrentAsync(cancellationToken);
        return new Result { Username = user.Username, Name = user.Name, Email = user.Email, Organizations = user.Organizations };
    }
}
