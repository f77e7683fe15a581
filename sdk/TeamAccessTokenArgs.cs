namespace Pulumi.Orgs;

/// <summary>The arguments of a <see cref="TeamAccessToken"/>.</summary>
public sealed class TeamAccessTokenArgs : global::Pulumi.ResourceArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The team's name.</summary>
    [Input("team", required: true)]
    public Input<string> Team { get; set; } = null!;

    /// <summary>
    /// The token's name: at most 40 characters, never used before in the organization. Default: made from the resource's name.
    /// </summary>
    [Input("name")]
    public Input<string>? Name { get; set; }

    /// <summary>What the token is for.</summary>
    [Input("description")]
    public Input<string>? Description { get; set; }

    /// <summary>When the token ends, in Unix seconds (UTC): at most two years ahead; 0 = never.</summary>
    [Input("expires")]
    public Input<double>? Expires { get; set; }

    /// <summary>
    /// Replace the token at the first deployment within this time of its end: a span such as <c>30d</c>, <c>720h</c> or <c>P30D</c>. With
    /// it, <c>expires</c> may move with the clock: a later end alone does not replace the token before that time. Default: replaced when
    /// <c>expires</c> changes.
    /// </summary>
    [Input("rotateBefore")]
    public Input<string>? RotateBefore { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public TeamAccessTokenArgs()
    {
        Expires = 0;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new TeamAccessTokenArgs Empty => new();
}
