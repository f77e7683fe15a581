namespace PulumiOrgs.Provider.Cloud;

/// <summary>What a team may do with an environment.</summary>
/// <param name="Project">The environment's project.</param>
/// <param name="Environment">The environment's name in the project.</param>
/// <param name="Permission">In the API's words: <c>none</c>, <c>read</c>, <c>open</c>, <c>write</c> or <c>admin</c>.</param>
/// <param name="MaxOpenDuration">How long it may stay open, as Go writes durations (<c>1h30m</c>); null: as long as one likes.</param>
public sealed record TeamEnvironment(string Project, string Environment, string Permission, string? MaxOpenDuration)
{
    /// <summary>Whether it is about this environment. Upper and lower case are the same.</summary>
    public bool Is(string project, string environment) =>
        Project.Equals(project, StringComparison.OrdinalIgnoreCase) && Environment.Equals(environment, StringComparison.OrdinalIgnoreCase);
}
