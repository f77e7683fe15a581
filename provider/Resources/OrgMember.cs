using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
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

[Resource("OrgMember", "organization/username", "A person in an organization. The person needs a Pulumi account before joining. Removing " +
    "the resource removes the person from the organization and from every team of it, unless the program declares the person under " +
    "another name. The last admin, and the owner of the access token, are never demoted or removed; and no deployment removes more " +
    "people than the provider's `maxRemovals`.")]
public sealed class OrgMember(ICloud cloud, IRemovalPolicy policy, TimeProvider clock) : Resource<OrgMember.Args, OrgMember.State>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("The person's login at Pulumi Cloud. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Username { get; init; } = "";

        [Input("The person's role in the organization. Of a person with a `roleId`: the built-in role that comes closest.", Default = OrgRole.Member)]
        [OneOf(typeof(OrgRole)), ComputedFrom(nameof(RoleId))]
        public string Role { get; init; } = OrgRole.Member;

        [Input("The id of a custom role of the organization, such as `getOrgRoles` tells, instead of `role`. Absent: a built-in role, " +
            "and one that was given at the console is taken away again.", WhenAbsent = Absence.ThereIsNone)]
        [NotBlank, MaxLength(100)]
        public string? RoleId { get; init; }

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
    private static readonly PropertyName RoleIdInput = PropertyName.Of<Args>(static args => args.RoleId);

    // The service tells who has a custom role, so who is told without has none, whatever was deployed last.
    protected override void Refine(DiffDraft<Args, State> draft)
    {
        if (draft.State.RoleId is null && draft.Inputs.RoleId is not null && !draft.IsIgnored(RoleIdInput))
        {
            draft.Changes[RoleIdInput] = new PropertyChange(ChangeKind.Add, Replaces: false, AgainstInputs: false);
        }
    }

    protected override PropertyMap ToInputs(PropertyMap inputs, State found) => found.RoleId is null ? inputs : inputs.Without(RoleInput);

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        // Whoever is known to be there is not asked to come: that would be a refused request for each of a thousand who are taken over.
        if (MayTakeOver(context, inputs)
            && await RemovalsOf(context).FindAsync(inputs.Organization, inputs.Username, cancellationToken) is not null
            && await cloud.Members.FindAsync(inputs.Organization, inputs.Username, cancellationToken) is { } known)
        {
            return await TakeOverAsync(known);
        }

        State added;
        try
        {
            added = Made(await cloud.Members.AddAsync(inputs.Organization, inputs.Username, inputs.Role, cancellationToken));
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
                $"`{context.ImportCommand(IdOf(inputs))}`, or set `adopt` to true. If this stack has it under another name, give that " +
                "name as an alias (`Aliases`).",
                failure);
        }

        try
        {
            // Nobody can be added with a role of the organization's own making.
            return inputs.RoleId is null ? added : await SetCustomRoleAsync(added, inputs.RoleId, cancellationToken);
        }
        catch (Exception failure) when (failure is CloudException or ResourceException or OperationCanceledException)
        {
            throw new PartialFailureException<State>(added, failure);
        }

        async Task<State> TakeOverAsync(Member existing)
        {
            await context.InformAsync(TakenOver(existing, inputs), cancellationToken);
            return await UpdateAsync(context, Made(existing), inputs, cancellationToken);
        }

        State Made(Member member) => Observe(new State { Organization = inputs.Organization, Username = inputs.Username }, member);
    }

    protected override async Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        if (await cloud.LookOnceAsync(context, inputs.Organization, cancellationToken)
            && inputs.Adopt == true
            && await cloud.LookForAsync(() => RemovalsOf(context).FindAsync(inputs.Organization, inputs.Username, cancellationToken))
                is { } member)
        {
            await context.InformAsync(TakenOver(member, inputs), cancellationToken);
        }
    }

    // Only here does the engine ask before it removes somebody; at a removal of a resource it asks nothing in a preview.
    protected override async Task ReviewAsync(ResourceContext context, DiffDraft<Args, State> draft, CancellationToken cancellationToken)
    {
        var state = draft.State;
        var staysAdmin = draft.Inputs.Role == OrgRole.Admin && draft.Query.Inputs.Find(RoleIdInput) is null;
        var isDemoted = !draft.Replaces && state.Role == OrgRole.Admin && !staysAdmin
            && (draft.Changes.ContainsKey(RoleInput) || draft.Changes.ContainsKey(RoleIdInput));
        if (!draft.Replaces && !isDemoted)
        {
            return;
        }

        var caller = await cloud.LookForCallerAsync(cancellationToken);
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
        if (state.RoleId == inputs.RoleId && (inputs.RoleId is not null || state.Role == inputs.Role))
        {
            return state;
        }

        var changed = state;
        if (state.Role == OrgRole.Admin && (inputs.RoleId is not null || inputs.Role != OrgRole.Admin))
        {
            await RemovalsOf(context).LoseAdminAsync(context, state.Organization, state.Username, "demoted", SetRoleAsync, cancellationToken);
        }
        else
        {
            await SetRoleAsync();
        }

        return changed;

        async Task SetRoleAsync()
        {
            if (inputs.RoleId is { } roleId)
            {
                changed = await SetCustomRoleAsync(state, roleId, cancellationToken);
                return;
            }

            await cloud.Members.SetRoleAsync(state.Organization, state.Username, inputs.Role, cancellationToken);
            changed = state with { Role = inputs.Role, RoleId = null };
        }
    }

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) => cloud.UnlessGoneAsync(
        state.Organization,
        RemovalsOf(context).RemoveAsync(
            context,
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
        RoleId = member.FullRole?.IdFor(last.RoleId),
        Name = member.Name,
        Email = member.Email,
        AvatarUrl = member.AvatarUrl,
        KnownToPulumi = member.KnownToPulumi,
        VirtualAdmin = member.VirtualAdmin,
    };

    private static bool MayTakeOver(ResourceContext context, Args inputs) =>
        inputs.Adopt == true || context.Deployment.MayTakeOver(context, IdOf(inputs));

    private static string IdOf(Args inputs) => $"{inputs.Organization}/{inputs.Username}";

    private static string TakenOver(Member member, Args inputs)
    {
        var (before, after) = (RoleOf(member.Role, member.CustomRole?.Id), RoleOf(inputs.Role, inputs.RoleId));
        return $"{member.Username} is a member already: taken over, {(before == after ? $"{before} as before" : $"{before} → {after}")}";
    }

    private static string RoleOf(string role, string? roleId) => roleId is null ? role : $"custom role {Printable.Quote(roleId)}";

    private async Task<State> SetCustomRoleAsync(State state, string roleId, CancellationToken cancellationToken)
    {
        try
        {
            await cloud.Members.SetCustomRoleAsync(state.Organization, state.Username, roleId, cancellationToken);
        }
        catch (CloudException failure) when (failure is { Reason: CloudFailure.BadRequest, MayHaveHappened: false })
        {
            throw CustomRoles.IsUnknown(state.Organization, roleId, failure);
        }

        var changed = state with { RoleId = roleId };
        try
        {
            // Which built-in role comes closest is not in the answer. The listing is one for all who are changed side by side.
            return await cloud.Members.FindAsync(state.Organization, state.Username, cancellationToken) is { } member ? Observe(changed, member) : changed;
        }
        catch (Exception failure) when (failure is CloudException or OperationCanceledException)
        {
            // It is done. A refresh fills in the rest.
            return changed;
        }
    }

    private OrganizationRemovals RemovalsOf(ResourceContext context) =>
        context.Deployment.Part(() => new OrganizationRemovals(cloud, policy, clock));
}
