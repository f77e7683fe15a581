namespace PulumiOrgs.Provider.Commands;

/// <summary>A resource to take over.</summary>
/// <param name="Type">Its type, such as <c>OrgMember</c>.</param>
/// <param name="Name">The name that the program gives it.</param>
/// <param name="Id">What the provider finds it by.</param>
internal sealed record ImportedResource(string Type, string Name, string Id)
{
    public string Token => $"orgs:index:{Type}";
}
