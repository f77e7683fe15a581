namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetOrgMembers"/>, which may come from resources.</summary>
public sealed class GetOrgMembersInvokeArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>Only people with this role. Default: everybody.</summary>
    [Input("role")]
    public Input<global::Pulumi.Orgs.OrgRole>? Role { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetOrgMembersInvokeArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetOrgMembersInvokeArgs Empty => new();
}
