namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetTeam"/>, known when it is called.</summary>
public sealed class GetTeamArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public string? Organization { get; set; }

    /// <summary>The team's name.</summary>
    [Input("name", required: true)]
    public string Name { get; set; } = null!;

    /// <summary>Starts with the defaults.</summary>
    public GetTeamArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetTeamArgs Empty => new();
}
