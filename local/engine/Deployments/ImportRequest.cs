namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A resource to take over.</summary>
/// <param name="Type">Its type token.</param>
/// <param name="Name">The name that the program gives it.</param>
/// <param name="Id">What the provider finds it by; empty for a component, which is only recorded.</param>
/// <param name="Protect">Whether deleting it is to be refused.</param>
public sealed record ImportRequest(string Type, string Name, string Id, bool Protect)
{
    /// <summary>The resource that it is a child of; null: the stack.</summary>
    public ImportParent? Parent { get; init; }
}
