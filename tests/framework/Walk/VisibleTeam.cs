using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Walk;

[EnumType("Who sees a team.")]
public static class TeamVisibility
{
    [EnumValue("Everybody in the organization.")]
    public const string Everybody = "everybody";

    [EnumValue("Its members.")]
    public const string Members = "members";
}

[Resource("VisibleTeam", "name", "A team that somebody sees: what CONTRIBUTING's walk declares, in a resource that does nothing else.")]
internal sealed class VisibleTeam : Resource<VisibleTeam.Args, VisibleTeam.Args>
{
    public record Args
    {
        [Input("The team's name.", Required = true, Replaces = true)]
        public string Name { get; init; } = "";

        [Input("Who sees the team.", Default = TeamVisibility.Everybody)]
        [OneOf(typeof(TeamVisibility))]
        public string Visibility { get; init; } = TeamVisibility.Everybody;
    }

    protected internal override Task<Args> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) => Task.FromResult(inputs);

    protected internal override Task<Args?> ReadAsync(Args last, bool import, CancellationToken cancellationToken) => Task.FromResult<Args?>(last);

    protected internal override Task DeleteAsync(ResourceContext context, Args state, CancellationToken cancellationToken) => Task.CompletedTask;

    protected internal override Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<ListedResource>>([]);
}
