using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Functions;

/// <summary>What every function about an organization is given.</summary>
public record OrganizationArgs
{
    [Input("The organization's name. Default: the provider's `organization`.", DefaultFromConfiguration = "organization")]
    [PathSegment, MaxLength(100)]
    public string Organization { get; init; } = "";
}
