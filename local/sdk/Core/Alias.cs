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

    /// <summary>The former stack; null when it did not change.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The former project; null when it did not change.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The former parent; null when it did not change.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The former parent's URN, where the parent is no longer in the program.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>Whether the resource had no parent but the stack.</summary>
    public bool NoParent { get; set; }
}
