using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[EnumType("The role of a person in a team.")]
public static class TeamRole
{
    [EnumValue("Has what the team's permissions grant.")]
    public const string Member = "member";

    [EnumValue("Manages the team's members besides.")]
    public const string Admin = "admin";
}

[Resource("TeamMembership", "organization/team/username", "One person in one team. The person has to be a member of the organization. " +
    "Whoever else is in the team is left alone.")]
public sealed class TeamMembership(ICloud cloud) : Resource<TeamMembership.Args, TeamMembership.Args>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("The team's name. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Team { get; init; } = "";

        [Input("The person's login at Pulumi Cloud. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Username { get; init; } = "";

        [Input("The person's role in the team.", Default = TeamRole.Member)]
        [OneOf(typeof(TeamRole))]
        public string Role { get; init; } = TeamRole.Member;
    }

    protected override async Task<Args> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        var added = inputs with { Role = TeamRole.Member };

        // Whoever the stack had in the team otherwise, by the team itself say, is not asked to come.
        if (context.Deployment.MayTakeOver(context, $"{inputs.Organization}/{inputs.Team}/{inputs.Username}")
            && await FindAsync(added, cancellationToken) is { } known)
        {
            return await UpdateAsync(context, known, inputs, cancellationToken);
        }

        try
        {
            await cloud.Teams.AddMemberAsync(inputs.Organization, inputs.Team, inputs.Username, cancellationToken);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.Conflict)
        {
            // The service puts a team's creator into it unasked, so a membership that exists is taken over.
            added = await FindAsync(added, cancellationToken) ?? added;
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            throw new ResourceException(
                $"{failure.Message}: team '{inputs.Team}' does not exist in '{inputs.Organization}', or '{inputs.Username}' is no member " +
                "of the organization. " +
                "Declare both, and let the membership take the team's name from the team (`team.Name`) so that it is made after it.",
                failure);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.BadRequest)
        {
            throw new ResourceException(
                $"{failure.Message}: a team takes members of the organization only, and one that GitHub manages takes none here. " +
                "Declare the person as an `OrgMember`, and let the membership depend on it (`DependsOn`).",
                failure);
        }

        try
        {
            return await UpdateAsync(context, added, inputs, cancellationToken);
        }
        catch (Exception exception) when (exception is CloudException or OperationCanceledException)
        {
            throw new PartialFailureException<Args>(added, exception);
        }
    }

    protected override bool VanishesWithAnother(ResourceContext context, Args state) =>
        context.IsTeamGivenUp(state.Organization, state.Team);

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    protected override Task<Args?> ReadAsync(Args last, bool import, CancellationToken cancellationToken) => FindAsync(last, cancellationToken);

    protected override async Task<Args> UpdateAsync(ResourceContext context, Args state, Args inputs, CancellationToken cancellationToken)
    {
        if (state.Role == inputs.Role)
        {
            return state;
        }

        await (inputs.Role == TeamRole.Admin
            ? cloud.Teams.PromoteMemberAsync(state.Organization, state.Team, state.Username, cancellationToken)
            : cloud.Teams.DemoteMemberAsync(state.Organization, state.Team, state.Username, cancellationToken));
        return state with { Role = inputs.Role };
    }

    protected override Task DeleteAsync(ResourceContext context, Args state, CancellationToken cancellationToken) => cloud.UnlessGoneAsync(
        state.Organization, cloud.Teams.RemoveMemberAsync(state.Organization, state.Team, state.Username, cancellationToken), cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.ReadTeamsAsync(query.Organization, query.Team, cancellationToken)).SelectMany(team => Resources.Team.MembersOf(query.Organization, team)
            .Select(member => new ListedResource($"{query.Organization}/{team.Name}/{member.Username}", $"{team.Name}/{member.Username}")));

    private async Task<Args?> FindAsync(Args last, CancellationToken cancellationToken)
    {
        var read = cloud.Teams.FindWithAsync(last.Organization, last.Team, [last.Username], cancellationToken);
        if (await cloud.OrGoneAsync(last.Organization, read, cancellationToken) is not { } team)
        {
            return null;
        }

        return Resources.Team.MembersOf(last.Organization, team)
            .FirstOrDefault(member => member.Username.Equals(last.Username, StringComparison.OrdinalIgnoreCase)) is { } found
            ? last with { Role = found.Role }
            : null;
    }
}
