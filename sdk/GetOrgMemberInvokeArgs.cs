namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetOrgMember"/>, which may come from resources.</summary>
public sealed class GetOrgMemberInvokeArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The person's login. Upper and lower case are the same.</summary>
    [Input("username", required: true)]
    public Input<string> Username { get; set; } = null!;

    /// <summary>Starts with the defaults.</summary>
    public GetOrgMemberInvokeArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetOrgMemberInvokeArgs Empty => new();
}
