namespace PulumiOrgs.Provider.Cloud;

/// <summary>What a team may do with a stack.</summary>
/// <param name="Project">The stack's project.</param>
/// <param name="Stack">The stack's name in the project.</param>
/// <param name="Permission">
/// <c>none</c>, <c>read</c>, <c>write</c>, <c>admin</c> or <c>creator</c>, where the API has numbers; one that is none of these is its number.
/// </param>
public sealed record TeamStack(string Project, string Stack, string Permission)
{
    /// <summary>Whether it is about this stack. Upper and lower case are the same.</summary>
    public bool Is(string project, string stack) =>
        Project.Equals(project, StringComparison.OrdinalIgnoreCase) && Stack.Equals(stack, StringComparison.OrdinalIgnoreCase);
}
