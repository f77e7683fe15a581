namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetOrgMembers"/>, known when it is called.</summary>
public sealed class GetOrgMembersArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public string? Organization { get; set; }

    /// <summary>Only people with this role. Default: everybody.</summary>
    [Input("role")]
    public global::Pulumi.Orgs.OrgRole? Role { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetOrgMembersArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetOrgMembersArgs Empty => new();
}
