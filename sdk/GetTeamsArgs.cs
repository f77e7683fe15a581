namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetTeams"/>, known when it is called.</summary>
public sealed class GetTeamsArgs : global::Pulumi.InvokeArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public string? Organization { get; set; }

    /// <summary>Starts with the defaults.</summary>
    public GetTeamsArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetTeamsArgs Empty => new();
}
