namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A resource to take over.</summary>
/// <param name="Type">Its type token.</param>
/// <param name="Name">The name that the program gives it.</param>
/// <param name="Id">What the provider finds it by.</param>
/// <param name="Protect">Whether deleting it is to be refused.</param>
public sealed record ImportRequest(string Type, string Name, string Id, bool Protect);
