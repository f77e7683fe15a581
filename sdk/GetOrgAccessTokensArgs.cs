namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetOrgAccessTokens"/>, known when it is called.</summary>
public sealed class GetOrgAccessTokensArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public string? Organization { get; set; }

    /// <summary>Whether tokens that have ended are listed too. Default: false.</summary>
    [Input("showExpired")]
    public bool? ShowExpired { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetOrgAccessTokensArgs()
    {
        ShowExpired = false;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetOrgAccessTokensArgs Empty => new();
}
