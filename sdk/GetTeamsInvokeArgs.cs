namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetTeams"/>, which may come from resources.</summary>
public sealed class GetTeamsInvokeArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetTeamsInvokeArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetTeamsInvokeArgs Empty => new();
}
