namespace PulumiOrgs.Build.Docs;

/// <summary>A program that shows a resource or a function: what its YAML says, with the types of the schema.</summary>
internal sealed record Example
{
    /// <summary>The program as it was written: that in YAML.</summary>
    public required string Yaml { get; init; }

    /// <summary>The settings of the stack that it needs.</summary>
    public required IReadOnlyList<ExampleSetting> Settings { get; init; }

    /// <summary>Its resources and calls, each after those that it refers to.</summary>
    public required IReadOnlyList<ExampleStatement> Statements { get; init; }

    public required IReadOnlyList<(string Name, ExampleValue Value)> Outputs { get; init; }

    /// <summary>Whether anything refers to a statement, so that a program has to keep it.</summary>
    public bool IsUsed(ExampleStatement statement) => Statements.SelectMany(static other => other.References)
        .Concat(Outputs.SelectMany(static output => output.Value.References))
        .Any(reference => reference.Name == statement.Name);
}

/// <summary>A setting of the stack, a text.</summary>
internal sealed record ExampleSetting(string Name, bool IsSecret);

/// <summary>A resource or a call of a function.</summary>
/// <param name="Name">What the program calls it.</param>
/// <param name="Type">Without the package: <c>Team</c>, <c>getTeam</c>, or <c>Provider</c>.</param>
/// <param name="Inputs">What it is given, in the order of the program.</param>
internal abstract record ExampleStatement(string Name, string Type, IReadOnlyList<(string Name, ExampleValue Value)> Inputs)
{
    public virtual IEnumerable<ExampleReference> References => Inputs.SelectMany(static input => input.Value.References);
}

/// <summary>A resource, or an explicit provider.</summary>
internal sealed record ExampleResource(string Name, string Type, IReadOnlyList<(string Name, ExampleValue Value)> Inputs)
    : ExampleStatement(Name, Type, Inputs)
{
    public required bool IsProvider { get; init; }

    /// <summary>The explicit provider; null for the default one.</summary>
    public ExampleReference? Provider { get; init; }

    /// <summary>What has to be there first though no input refers to it.</summary>
    public IReadOnlyList<ExampleReference> DependsOn { get; init; } = [];

    public override IEnumerable<ExampleReference> References =>
        [.. base.References, .. DependsOn, .. Provider is null ? Array.Empty<ExampleReference>() : [Provider]];
}

/// <summary>A call of a function.</summary>
internal sealed record ExampleCall(string Name, string Type, IReadOnlyList<(string Name, ExampleValue Value)> Inputs)
    : ExampleStatement(Name, Type, Inputs)
{
    /// <summary>Whether the function takes any arguments at all.</summary>
    public required bool HasArguments { get; init; }
}

/// <summary>A value of a program.</summary>
internal abstract record ExampleValue
{
    public virtual IEnumerable<ExampleReference> References => [];
}

/// <summary>A text.</summary>
internal sealed record ExampleText(string Text) : ExampleValue;

/// <summary>A number.</summary>
internal sealed record ExampleNumber(long Number) : ExampleValue;

/// <summary>True or false.</summary>
internal sealed record ExampleFlag(bool IsSet) : ExampleValue;

/// <summary>A value of an enumeration.</summary>
/// <param name="Enumeration">Its name, such as <c>OrgRole</c>.</param>
/// <param name="Member">The name of the value, such as <c>BillingManager</c>.</param>
/// <param name="Text">The value on the wire.</param>
internal sealed record ExampleConstant(string Enumeration, string Member, string Text) : ExampleValue;

/// <summary>A list.</summary>
internal sealed record ExampleList(IReadOnlyList<ExampleValue> Items) : ExampleValue
{
    public override IEnumerable<ExampleReference> References => Items.SelectMany(static item => item.References);
}

/// <summary>A property of a resource or of what a function found; without a property a setting, or a resource as a whole.</summary>
internal sealed record ExampleReference(string Name, string? Property, bool IsCall) : ExampleValue
{
    public override IEnumerable<ExampleReference> References => [this];
}
