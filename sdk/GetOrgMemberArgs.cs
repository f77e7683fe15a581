namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetOrgMember"/>, known when it is called.</summary>
public sealed class GetOrgMemberArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public string? Organization { get; set; }

    /// <summary>The person's login. Upper and lower case are the same.</summary>
    [Input("username", required: true)]
    public string Username { get; set; } = null!;

    /// <summary>Starts with the defaults.</summary>
    public GetOrgMemberArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetOrgMemberArgs Empty => new();
}
