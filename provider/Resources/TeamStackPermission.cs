using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[EnumType("What a team may do with a stack.")]
public static class StackPermission
{
    [EnumValue("See it, its outputs and its secrets.")]
    public const string Read = "read";

    [EnumValue("Deploy it besides.")]
    public const string Write = "write";

    [EnumValue("Destroy and delete it besides.")]
    public const string Admin = "admin";
}

[Resource("TeamStackPermission", "organization/team/project/stack", "What the people of one team may do with one stack. The stack has to " +
    "exist. What else the team may do is left alone; a permission on the stack that the team has already is taken over.")]
public sealed class TeamStackPermission(ICloud cloud) : Resource<TeamStackPermission.Args, TeamStackPermission.Args>
{
    // What the service gives to whoever made a stack; it grants what an admin has.
    private const string Creator = "creator";

    public record Args : OrganizationScopedArgs
    {
        [Input("The team's name. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Team { get; init; } = "";

        [Input("The stack's project. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Project { get; init; } = "";

        [Input("The stack's name in its project. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Stack { get; init; } = "";

        [Input("What the team may do with the stack.", Required = true)]
        [GivenByHand, OneOf(typeof(StackPermission))]
        public string Permission { get; init; } = "";
    }

    private static readonly PropertyName PermissionInput = PropertyName.Of<Args>(static args => args.Permission);

    // A program that would have given it says `admin`.
    protected override PropertyMap ToInputs(PropertyMap inputs, Args found) =>
        found.Permission == Creator ? inputs.With(PermissionInput, StackPermission.Admin) : inputs;

    protected override async Task<Args> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        await ExplainAsync(inputs, TeamPermissions.GiveAsync(
            () => cloud.Teams.AddStackAsync(inputs.Organization, inputs.Team, ToStack(inputs), cancellationToken),
            () => cloud.Teams.EditStackAsync(inputs.Organization, inputs.Team, ToStack(inputs), cancellationToken)));
        return inputs;
    }

    protected override bool VanishesWithAnother(ResourceContext context, Args state) =>
        context.IsTeamGivenUp(state.Organization, state.Team);

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    protected override async Task<Args?> ReadAsync(Args last, bool import, CancellationToken cancellationToken)
    {
        var read = cloud.Teams.FindAsExpectedAsync(
            last.Organization, last.Team, found => found.Stacks.Any(stack => stack.Is(last.Project, last.Stack)), cancellationToken);
        var team = await cloud.OrGoneAsync(last.Organization, read, cancellationToken);
        return team?.Stacks.FirstOrDefault(stack => stack.Is(last.Project, last.Stack)) is { } found
            ? last with { Permission = found.Permission }
            : null;
    }

    protected override async Task<Args> UpdateAsync(ResourceContext context, Args state, Args inputs, CancellationToken cancellationToken)
    {
        var wanted = state with { Permission = inputs.Permission };
        await ExplainAsync(state, TeamPermissions.ChangeAsync(
            () => cloud.Teams.EditStackAsync(state.Organization, state.Team, ToStack(wanted), cancellationToken),
            () => cloud.Teams.AddStackAsync(state.Organization, state.Team, ToStack(wanted), cancellationToken)));
        return wanted;
    }

    protected override Task DeleteAsync(ResourceContext context, Args state, CancellationToken cancellationToken) => cloud.UnlessGoneAsync(
        state.Organization,
        cloud.Teams.RemoveStackAsync(state.Organization, state.Team, state.Project, state.Stack, cancellationToken),
        cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.ReadTeamsAsync(query.Organization, query.Team, cancellationToken)).SelectMany(team => team.Stacks
            .Where(stack => query.Project.Length == 0 || stack.Project.Equals(query.Project, StringComparison.OrdinalIgnoreCase))
            .Select(stack => $"{team.Name}/{stack.Project}/{stack.Stack}")
            .Select(name => new ListedResource($"{query.Organization}/{name}", name)));

    private static TeamStack ToStack(Args args) => new(args.Project, args.Stack, args.Permission);

    private static Task ExplainAsync(Args args, Task write) => TeamPermissions.ExplainAsync(
        write, args.Organization, args.Team, $"stack '{args.Project}/{args.Stack}'",
        $"A stack is made with `pulumi stack init {args.Organization}/{args.Project}/{args.Stack}`; project and stack are as `pulumi " +
        "stack ls --all` shows them.");
}
