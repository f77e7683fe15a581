namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetTeam"/>, which may come from resources.</summary>
public sealed class GetTeamInvokeArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The team's name.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>Starts with the defaults.</summary>
    public GetTeamInvokeArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetTeamInvokeArgs Empty => new();
}
