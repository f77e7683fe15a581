using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[EnumType("The role of a person in an organization.")]
public static class OrgRole
{
    [EnumValue("Works with the stacks that the organization's permissions and teams grant.")]
    public const string Member = "member";

    [EnumValue("Manages the organization besides: its people, teams, tokens and settings.")]
    public const string Admin = "admin";

    [EnumValue("Sees and changes what the organization pays, and nothing else.")]
    public const string BillingManager = "billing-manager";
}

[Resource("OrgMember", "organization/username", "A person in an organization. The person needs a Pulumi account before joining. Removing the resource removes the person from the organization and from every team of it, unless the program declares the person under another name. The last admin, and the owner of the access token, are never demoted or removed; and no deployment removes more people than the provider's `maxRemovals`.")]
public sealed class OrgMember(ICloud cloud, IRemovalPolicy policy, TimeProvider clock) : Resource<OrgMember.Args, OrgMember.State>
{
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

        [Output("The person's email address. Absent when the service does not tell it.", WhenAbsent = Absence.ThereIsNone)]
        public string? Email { get; init; }

        [Output("The URL of the person's picture.")]
        public string AvatarUrl { get; init; } = "";

        [Output("Whether the person has a Pulumi account.")]
        public bool KnownToPulumi { get; init; }

        [Output("Whether the person is an admin here without being one at the identity provider behind the organization.")]
        public bool VirtualAdmin { get; init; }
    }

    private static readonly PropertyName RoleInput = PropertyName.Of<Args>(static args => args.Role);

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        // Whoever is known to be there is not asked to come: that would be a refused request for each of a thousand who are taken over.
        if (MayTakeOver(context, inputs)
            && await RemovalsOf(context).FindRoleAsync(inputs.Organization, inputs.Username, cancellationToken) is not null
            && await cloud.Members.FindAsync(inputs.Organization, inputs.Username, cancellationToken) is { } known)
        {
            return await TakeOverAsync(known);
        }

        try
        {
            var member = await cloud.Members.AddAsync(inputs.Organization, inputs.Username, inputs.Role, cancellationToken);
            return Made(member);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            throw new ResourceException(
                $"{failure.Message}: '{inputs.Username}' has no Pulumi account, or organization '{inputs.Organization}' does not exist. " +
                "A person signs up at Pulumi Cloud before joining an organization.",
                failure);
        }
        catch (CloudException failure) when (failure.MayHaveHappened)
        {
            // The client has asked the roster, and could not find out.
            throw new ResourceException(
                $"{failure.Message}: '{inputs.Username}' may be a member of '{inputs.Organization}' now. Run the deployment again; should it say that " +
                $"there is such a member already, `{context.ImportCommand(IdOf(inputs))}` or `adopt` takes the membership over.",
                failure);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.Conflict)
        {
            var existing = await cloud.Members.FindAsync(inputs.Organization, inputs.Username, cancellationToken);
            if (existing is not null && MayTakeOver(context, inputs))
            {
                return await TakeOverAsync(existing);
            }

            throw new ResourceException(
                $"{failure.Message}: '{inputs.Username}' is a member of '{inputs.Organization}'. To manage that membership here, run " +
                $"`{context.ImportCommand(IdOf(inputs))}`, or set `adopt` to true. If this stack has it under another name, give that name as an alias (`Aliases`).",
                failure);
        }

        async Task<State> TakeOverAsync(Member existing)
        {
            await context.InformAsync(TakenOver(existing.Username, existing.Role, inputs), cancellationToken);
            return await UpdateAsync(context, Made(existing), inputs, cancellationToken);
        }

        State Made(Member member) => Observe(new State { Organization = inputs.Organization, Username = inputs.Username }, member);
    }

    protected override async Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        if (await cloud.LookOnceAsync(context, inputs.Organization, cancellationToken)
            && inputs.Adopt == true
            && await cloud.LookForAsync(() => RemovalsOf(context).FindRoleAsync(inputs.Organization, inputs.Username, cancellationToken))
                is { } role)
        {
            await context.InformAsync(TakenOver(inputs.Username, role, inputs), cancellationToken);
        }
    }

    // Only here does the engine ask before it removes somebody; at a removal of a resource it asks nothing in a preview.
    protected override async Task ReviewAsync(ResourceContext context, DiffDraft<Args, State> draft, CancellationToken cancellationToken)
    {
        var state = draft.State;
        var isDemoted = !draft.Replaces && state.Role == OrgRole.Admin && draft.Changes.ContainsKey(RoleInput) && draft.Inputs.Role != OrgRole.Admin;
        if (!draft.Replaces && !isDemoted)
        {
            return;
        }

        var caller = await cloud.LookForAsync<User>(async () => await cloud.Users.GetCurrentAsync(cancellationToken));
        if (caller?.Is(state.Username) != true)
        {
            return;
        }

        if (isDemoted)
        {
            throw OrganizationRemovals.OwnsTheToken(state.Organization, state.Username, "demoted");
        }

        draft.Warnings.Add(OrganizationRemovals.OwnsTheToken(state.Organization, state.Username, "removed").Message);
    }

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) =>
        await cloud.Members.FindAsync(last.Organization, last.Username, cancellationToken) is { } member
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
            await RemovalsOf(context).LoseAdminAsync(state.Organization, state.Username, "demoted", SetRoleAsync, cancellationToken);
        }
        else
        {
            await SetRoleAsync();
        }

        return state with { Role = inputs.Role };

        Task SetRoleAsync() => cloud.Members.SetRoleAsync(state.Organization, state.Username, inputs.Role, cancellationToken);
    }

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) => cloud.UnlessGoneAsync(
        state.Organization,
        RemovalsOf(context).RemoveAsync(
            state.Organization,
            state.Username,
            () => cloud.Members.RemoveAsync(state.Organization, state.Username, cancellationToken),
            cancellationToken),
        cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.Members.ListAsync(query.Organization, cancellationToken))
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

    private static bool MayTakeOver(ResourceContext context, Args inputs) =>
        inputs.Adopt == true || context.Deployment.MayTakeOver(context, IdOf(inputs));

    private static string IdOf(Args inputs) => $"{inputs.Organization}/{inputs.Username}";

    private static string TakenOver(string username, string role, Args inputs) =>
        $"{username} is a member already: taken over, {(role == inputs.Role ? $"{role} as before" : $"{role} → {inputs.Role}")}";

    private OrganizationRemovals RemovalsOf(ResourceContext context) =>
        context.Deployment.Part(() => new OrganizationRemovals(cloud, policy, clock));
}
