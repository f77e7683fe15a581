namespace PulumiOrgs.Build.Docs;

/// <summary>A language that an example is written in, in the shape that Pulumi's own documentation gives it.</summary>
/// <param name="names">What programs call the package.</param>
internal abstract class ExampleLanguage(PackageNames names)
{
    /// <summary>What people call the language.</summary>
    public abstract string Title { get; }

    /// <summary>What a block of code is marked with.</summary>
    public abstract string Fence { get; }

    protected PackageNames Names { get; } = names;

    /// <summary>All languages, in the order of a page.</summary>
    public static IReadOnlyList<ExampleLanguage> All(PackageNames names) =>
        [new CSharpExample(names), new TypeScriptExample(names), new PythonExample(names), new GoExample(names), new YamlExample(names)];

    /// <summary>The whole program, with a line break at its end.</summary>
    public abstract string Write(Example example);
}
