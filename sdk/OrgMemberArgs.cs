namespace Pulumi.Orgs;

/// <summary>The arguments of an <see cref="OrgMember"/>.</summary>
public sealed class OrgMemberArgs : global::Pulumi.ResourceArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The person's login at Pulumi Cloud. Upper and lower case are the same.</summary>
    [Input("username", required: true)]
    public Input<string> Username { get; set; } = null!;

    /// <summary>The person's role in the organization.</summary>
    [Input("role")]
    public Input<OrgRole>? Role { get; set; }

    /// <summary>Take over a person who is a member already, and give the role wanted here, rather than fail. Default: false.</summary>
    [Input("adopt")]
    public Input<bool>? Adopt { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public OrgMemberArgs()
    {
        Role = global::Pulumi.Orgs.OrgRole.Member;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new OrgMemberArgs Empty => new();
}
