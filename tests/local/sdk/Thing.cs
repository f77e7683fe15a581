using System.Collections.Immutable;
using Pulumi;

namespace LocalSdkTests;

/// <summary>A resource with a property of each kind, as a generated SDK has them.</summary>
internal sealed class Thing(string name, ThingArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource(Token, name, args ?? new ThingArgs(), options)
{
    public const string Token = "test:index:Thing";

    [Output("text")]
    public Output<string> Text { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("ratio")]
    public Output<double?> Ratio { get; private set; } = null!;

    [Output("list")]
    public Output<ImmutableArray<string>> List { get; private set; } = null!;

    [Output("colour")]
    public Output<Colour> Colour { get; private set; } = null!;

    [Output("part")]
    public Output<Part?> Part { get; private set; } = null!;

    [Output("parts")]
    public Output<ImmutableArray<Part>> Parts { get; private set; } = null!;

    [Output("anything")]
    public Output<object?> Anything { get; private set; } = null!;
}

internal sealed class ThingArgs : ResourceArgs
{
    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }

    [Input("list")]
    private InputList<string>? _list;

    public InputList<string> List
    {
        get => _list ??= [];
        set => _list = value;
    }

    [Input("colour")]
    public Input<Colour>? Colour { get; set; }

    [Input("part")]
    public Input<PartArgs>? Part { get; set; }

    [Input("anything")]
    public Input<object>? Anything { get; set; }

    [Input("setting", json: true)]
    public Input<bool>? Setting { get; set; }
}

internal sealed class PartArgs : ResourceArgs
{
    [Input("size", required: true)]
    public Input<double> Size { get; set; } = null!;

    [Input("label")]
    public Input<string>? Label { get; set; }
}

[OutputType]
internal sealed class Part
{
    public readonly double Size;
    public readonly string? Label;

    [OutputConstructor]
    internal Part(double size, string? label)
    {
        Size = size;
        Label = label;
    }
}

[EnumType]
internal readonly struct Colour : IEquatable<Colour>
{
    private readonly string _value;

    private Colour(string value) => _value = value;

    public static Colour Red { get; } = new("red");

    public static explicit operator string(Colour value) => value._value;

    public bool Equals(Colour other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Colour other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);
}

internal sealed class SearchArgs : InvokeArgs
{
    [Input("q")]
    public Input<string>? Query { get; set; }
}

internal sealed class Group(string name, ComponentResourceOptions? options = null)
    : ComponentResource("test:index:Group", name, options);

internal sealed class ThingProvider(string name) : ProviderResource("test", name, ResourceArgs.Empty, null);
