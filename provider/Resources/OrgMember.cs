using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;

namespace PulumiOrgs.Provider.Resources;

[EnumType("The role of a person in an organization.")]
public static class OrgRole
{
    [EnumValue("Works with the stacks that the organization's permissions and teams grant.")]
    public const string Member = "member";

    [EnumValue("Manages the organization besides: its people, teams, tokens and settings.")]
    public const string Admin = "admin";
}

[Resource("OrgMember", "organization/username", "A person in an organization. The person needs a Pulumi account before joining. Removing the resource removes the person from the organization and from every team of it. The last admin, and the owner of the access token, are never demoted or removed.")]
public sealed class OrgMember(ICloud cloud) : Resource<OrgMember.Args, OrgMember.State>
{
    // Two admins removed at once would each see the other one left.
    private readonly SemaphoreSlim _admins = new(1, 1);

    public record Args : OrganizationScopedArgs
    {
        [Input("The person's login at Pulumi Cloud. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Username { get; init; } = "";

        [Input("The person's role in the organization.", Default = OrgRole.Member)]
        [OneOf(typeof(OrgRole))]
        public string Role { get; init; } = OrgRole.Member;

        [Input("Take over a person who is a member already, and give the role wanted here, rather than fail. Default: false.")]
        [SteersProvider]
        public bool? Adopt { get; init; }
    }

    public sealed record State : Args
    {
        [Output("The person's display name. Several people may have the same one.")]
        public string Name { get; init; } = "";

        [Output("The person's email address. Absent when the service does not tell it.", MayBeAbsent = true)]
        public string? Email { get; init; }

        [Output("The URL of the person's picture.")]
        public string AvatarUrl { get; init; } = "";

        [Output("Whether the person has a Pulumi account.")]
        public bool KnownToPulumi { get; init; }

        [Output("Whether the person is an admin here without being one at the identity provider behind the organization.")]
        public bool VirtualAdmin { get; init; }
    }

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        try
        {
            var member = await cloud.Members.AddAsync(inputs.Organization, inputs.Username, inputs.Role, cancellationToken)
                .ConfigureAwait(false);
            return Made(member);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            throw new ResourceException(
                $"{failure.Message}: '{inputs.Username}' has no Pulumi account, or organization '{inputs.Organization}' does not exist. " +
                "A person signs up at Pulumi Cloud before joining an organization.",
                failure);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.Conflict || failure.MayHaveHappened)
        {
            var existing = await cloud.Members.FindAsync(inputs.Organization, inputs.Username, cancellationToken).ConfigureAwait(false);
            if (existing is not null && inputs.Adopt == true)
            {
                return await UpdateAsync(context, Made(existing), inputs, cancellationToken).ConfigureAwait(false);
            }

            if (existing is null && failure.Reason != CloudFailure.Conflict)
            {
                throw new ResourceException(
                    $"{failure.Message}: '{inputs.Username}' was not added to '{inputs.Organization}'. Run the deployment again.", failure);
            }

            throw new ResourceException(
                $"{failure.Message}: '{inputs.Username}' is a member of '{inputs.Organization}'. To manage that membership here, run " +
                $"`{context.ImportCommand($"{inputs.Organization}/{inputs.Username}")}`, or set `adopt` to true.",
                failure);
        }

        State Made(Member member) => Observe(new State { Organization = inputs.Organization, Username = inputs.Username }, member);
    }

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) =>
        await cloud.Members.FindAsync(last.Organization, last.Username, cancellationToken).ConfigureAwait(false) is { } member
            ? Observe(last, member)
            : null;

    protected override async Task<State> UpdateAsync(ResourceContext context, State state, Args inputs, CancellationToken cancellationToken)
    {
        if (state.Role == inputs.Role)
        {
            return state;
        }

        if (state.Role == OrgRole.Admin)
        {
            await AsLosingAdminAsync(state, "demoted", SetRoleAsync, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SetRoleAsync().ConfigureAwait(false);
        }

        return state with { Role = inputs.Role };

        Task SetRoleAsync() => cloud.Members.SetRoleAsync(state.Organization, state.Username, inputs.Role, cancellationToken);
    }

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken)
    {
        return cloud.UnlessGoneAsync(
            state.Organization,
            state.Role == OrgRole.Admin ? AsLosingAdminAsync(state, "removed", RemoveAsync, cancellationToken) : RemoveAsync(),
            cancellationToken);

        Task RemoveAsync() => cloud.Members.RemoveAsync(state.Organization, state.Username, cancellationToken);
    }

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.Members.ListAsync(query.Organization, cancellationToken).ConfigureAwait(false))
            .Select(member => new ListedResource($"{query.Organization}/{member.Username}", member.Username));

    private static State Observe(State last, Member member) => last with
    {
        Role = member.Role,
        Name = member.Name,
        Email = member.Email,
        AvatarUrl = member.AvatarUrl,
        KnownToPulumi = member.KnownToPulumi,
        VirtualAdmin = member.VirtualAdmin,
    };

    // The API lets an admin demote itself, and with it lock everybody out.
    private async Task AsLosingAdminAsync(State state, string fate, Func<Task> write, CancellationToken cancellationToken)
    {
        var caller = await cloud.Users.GetCurrentAsync(cancellationToken).ConfigureAwait(false);
        if (IsSameLogin(caller.Username, state.Username))
        {
            throw new ResourceException(
                $"'{state.Username}' owns the access token that this deployment uses, so it is not {fate} in '{state.Organization}'. " +
                "Use another admin's token, or `pulumi state delete` the resource to leave the membership as it is.");
        }

        await _admins.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var members = await cloud.Members.ListAsync(state.Organization, cancellationToken).ConfigureAwait(false);
            if (members.Any(member => IsSameLogin(member.Username, state.Username))
                && !members.Any(member => member.Role == OrgRole.Admin && !IsSameLogin(member.Username, state.Username)))
            {
                throw new ResourceException(
                    $"'{state.Username}' is the last admin of '{state.Organization}', so it is not {fate}. Make somebody else an admin first; " +
                    "where the program does both, let this resource depend on the new admin (`DependsOn`).");
            }

            await write().ConfigureAwait(false);
        }
        finally
        {
            _admins.Release();
        }
    }

    private static bool IsSameLogin(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
