using static PulumiOrgs.Build.Sdk.Code;

namespace PulumiOrgs.Build.Sdk;

/// <summary>The members of C# classes that stand for one property.</summary>
internal static class PropertySource
{
    /// <summary>A setting of the stack.</summary>
    public static string Setting(SchemaProperty property)
    {
        var get = property switch
        {
            { IsList: true } or { IsMap: true } =>
                throw new NotSupportedException($"{property.Name}: the SDK has no form for lists and maps in the configuration"),
            { Type: "string" } => "Get",
            { Type: "bool" } => "GetBoolean",
            { Type: "double" } => "GetDouble",
            { Type: "int" } => "GetInt32",
            _ => throw new NotSupportedException($"{property.Name}: the SDK has no form for {property.Type} in the configuration"),
        };
        var otherwise = property.Default is null ? "" : $" ?? {property.Default}";
        return Of($$"""
            {{Documentation.OfMember(property.Description)}}
            public static {{property.Type}}? {{property.Member}} => Values.{{get}}("{{property.Name}}"){{otherwise}};
            """);
    }

    /// <summary>An argument that may come from a resource.</summary>
    public static string Input(SchemaProperty property) => property is { IsSecret: true, IsList: false, IsMap: false }
        ? SecretInput(property)
        : Argument(property, $"Input<{property.Type}>", $"Input{(property.IsMap ? "Map" : "List")}<{property.Type}>");

    /// <summary>An argument of a provider. It travels as text, since an engine keeps a provider's settings so.</summary>
    public static string InputOfProvider(SchemaProperty property) =>
        property is { Type: "string", IsList: false, IsMap: false } ? Input(property) : Input(property with { IsJson = true });

    /// <summary>An argument that is known when it is given.</summary>
    public static string Known(SchemaProperty property) => Argument(
        property, property.Type, property.IsMap ? $"Dictionary<string, {property.Type}>" : $"List<{property.Type}>");

    /// <summary>A property of a resource.</summary>
    public static string Output(SchemaProperty property) => Of($$"""
        {{Documentation.OfMember(property.Description)}}
        [Output("{{property.Name}}")]
        public Output<{{OutputType(property)}}> {{property.Member}} { get; private set; } = null!;
        """);

    /// <summary>A field of what a function finds, or of an object in a list.</summary>
    public static string Field(SchemaProperty property) => Of($$"""
        {{Documentation.OfMember(property.Description)}}
        public readonly {{OutputType(property)}} {{property.Member}};
        """);

    /// <summary>The type of what is read. A list that is absent is the default of its struct.</summary>
    public static string OutputType(SchemaProperty property) => property switch
    {
        { IsList: true } => $"ImmutableArray<{property.Type}>",
        { IsMap: true } => $"ImmutableDictionary<string, {property.Type}>{(property.IsRequired ? "" : "?")}",
        { IsRequired: true } => property.Type,
        _ => $"{property.Type}?",
    };

    // Lists and maps start empty, so that programs can add to them.
    private static string Argument(SchemaProperty property, string single, string collection) => property switch
    {
        { IsObject: true } => throw new NotSupportedException($"{property.Name}: the SDK has no form for objects that a program gives"),
        { IsList: true, IsSecret: true } => throw new NotSupportedException($"{property.Name}: the SDK has no form for secret lists"),
        { IsMap: true, IsSecret: true } => throw new NotSupportedException($"{property.Name}: the SDK has no form for secret maps"),
        { IsList: true } or { IsMap: true } => Of($$"""
            {{InputAttribute(property)}}
            private {{collection}}? _{{property.Name}};

            {{Documentation.OfMember(property.Description)}}
            public {{collection}} {{property.Member}}
            {
                get => _{{property.Name}} ??= [];
                set => _{{property.Name}} = value;
            }
            """),
        { IsRequired: true } => Of($$"""
            {{Documentation.OfMember(property.Description)}}
            {{InputAttribute(property)}}
            public {{single}} {{property.Member}} { get; set; } = null!;
            """),
        _ => Of($$"""
            {{Documentation.OfMember(property.Description)}}
            {{InputAttribute(property)}}
            public {{single}}? {{property.Member}} { get; set; }
            """),
    };

    private static string SecretInput(SchemaProperty property) => Of($$"""
        {{InputAttribute(property)}}
        private Input<{{property.Type}}>? _{{property.Name}};

        {{Documentation.OfMember(property.Description)}}
        public Input<{{property.Type}}>? {{property.Member}}
        {
            get => _{{property.Name}};
            set
            {
                // Secret however it was given, so that it is encrypted wherever the engine keeps it.
                _{{property.Name}} = value is null ? null : (Input<{{property.Type}}>)Output.CreateSecret(value.ToOutput());
            }
        }
        """);

    private static string InputAttribute(SchemaProperty property) =>
        $"[Input(\"{property.Name}\"{(property.IsRequired ? ", required: true" : "")}{(property.IsJson ? ", json: true" : "")})]";
}
