using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Build.Grid;

/// <summary>A resource as a program declares it.</summary>
/// <param name="Type">Without the package and module: <c>Team</c>.</param>
/// <param name="Name">The resource's name, which no other resource of the program has.</param>
/// <param name="Inputs">Its inputs.</param>
internal sealed record Declared(string Type, string Name, PropertyMap Inputs)
{
    public string Token => $"orgs:index:{Type}";

    /// <summary>The names of resources that come first.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>What the program says of it besides its inputs.</summary>
    public Action<RegisterResourceRequest>? With { get; init; }

    /// <summary>A text that is an input; null when it is not given.</summary>
    public string? Text(string input) => (Inputs.Find(input)?.Unwrap() as StringValue)?.Value;

    /// <summary>The texts of a list that is an input; none when it is not given.</summary>
    public IEnumerable<string> Texts(string input) =>
        (Inputs.Find(input)?.Unwrap() as ListValue)?.Items.Select(static item => ((StringValue)item.Unwrap()).Value) ?? [];

    /// <summary>Whether a flag is given and set.</summary>
    public bool Flag(string input) => Inputs.Find(input)?.Unwrap() is BooleanValue { Value: true };
}
