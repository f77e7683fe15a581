namespace PulumiOrgs.Build.Docs;

/// <summary>Pulumi's YAML, in which examples are written.</summary>
internal sealed class YamlExample(PackageNames names) : ExampleLanguage(names)
{
    public override string Title => "YAML";

    public override string Fence => "yaml";

    public override string Write(Example example) => example.Yaml;
}
