namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetOrgAccessTokens"/>, which may come from resources.</summary>
public sealed class GetOrgAccessTokensInvokeArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>Whether tokens that have ended are listed too. Default: false.</summary>
    [Input("showExpired")]
    public Input<bool>? ShowExpired { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetOrgAccessTokensInvokeArgs()
    {
        ShowExpired = false;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetOrgAccessTokensInvokeArgs Empty => new();
}
