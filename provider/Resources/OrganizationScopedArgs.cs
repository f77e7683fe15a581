using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What a program sets of every resource: all belong to an organization.</summary>
public abstract record OrganizationScopedArgs
{
    [Input("The organization's name. Default: the provider's `organization`.", Replaces = true, DefaultFromConfiguration = "organization")]
    [PathSegment, MaxLength(100), IgnoreCase]
    public string Organization { get; init; } = "";
}
