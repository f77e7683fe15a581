namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetTeamAccessTokens"/>, known when it is called.</summary>
public sealed class GetTeamAccessTokensArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public string? Organization { get; set; }

    /// <summary>The team's name.</summary>
    [Input("team", required: true)]
    public string Team { get; set; } = null!;

    /// <summary>Whether tokens that have ended are listed too. Default: false.</summary>
    [Input("showExpired")]
    public bool? ShowExpired { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetTeamAccessTokensArgs()
    {
        ShowExpired = false;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetTeamAccessTokensArgs Empty => new();
}
