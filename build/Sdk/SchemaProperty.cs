namespace PulumiOrgs.Build.Sdk;

/// <summary>A property of a resource, function, object type or configuration, as the schema describes it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">The C# type of its value, or of the items of a list, or of the values in a map.</param>
internal sealed record SchemaProperty(string Name, string Type)
{
    public required string Description { get; init; }

    public bool IsList { get; init; }

    /// <summary>Whether it is a map by strings.</summary>
    public bool IsMap { get; init; }

    /// <summary>Whether the type is an object type.</summary>
    public bool IsObject { get; init; }

    /// <summary>Of an input: whether a program has to give it; of an output: whether it is always there.</summary>
    public bool IsRequired { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Whether it travels as JSON text.</summary>
    public bool IsJson { get; init; }

    public bool ReplacesOnChanges { get; init; }

    /// <summary>The default as a C# expression; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Its name in C#.</summary>
    public string Member => PackageSchema.Pascal(Name);
}
