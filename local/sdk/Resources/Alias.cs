namespace Pulumi;

/// <summary>
/// A name that the resource had before: a whole URN, or those of its parts that changed. The engine then takes the old resource
/// for this one instead of replacing it.
/// </summary>
public sealed class Alias
{
    /// <summary>The whole former URN; nothing else is given beside it.</summary>
    public string? Urn { get; set; }

    /// <summary>The former name; null when it did not change.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The former type; null when it did not change.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The former parent; null when it did not change.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Whether the resource had no parent but the stack.</summary>
    public bool NoParent { get; set; }

    internal async Task<Pulumirpc.Alias> ToWireAsync()
    {
        if (Urn is not null)
        {
            return new Pulumirpc.Alias { Urn = Urn };
        }

        var spec = new Pulumirpc.Alias.Types.Spec
        {
            Name = await TextAsync(Name),
            Type = await TextAsync(Type),
        };
        if (Parent is null)
        {
            // False is "as now".
            spec.NoParent = NoParent;
        }
        else if (await Parent.Urn.GetValueAsync(whenUnknown: "") is { Length: > 0 } urn)
        {
            spec.ParentUrn = urn;
        }

        return new Pulumirpc.Alias { Spec = spec };
    }

    private static async Task<string> TextAsync(Input<string>? text) =>
        text is null ? "" : await text.ToOutput().GetValueAsync(whenUnknown: "");
}
