namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetTeamAccessTokens"/>, which may come from resources.</summary>
public sealed class GetTeamAccessTokensInvokeArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The team's name.</summary>
    [Input("team", required: true)]
    public Input<string> Team { get; set; } = null!;

    /// <summary>Whether tokens that have ended are listed too. Default: false.</summary>
    [Input("showExpired")]
    public Input<bool>? ShowExpired { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetTeamAccessTokensInvokeArgs()
    {
        ShowExpired = false;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetTeamAccessTokensInvokeArgs Empty => new();
}
