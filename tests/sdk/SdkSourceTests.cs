using Newtonsoft.Json.Linq;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>What the generator makes of schemas that say what the provider's own does not say yet.</summary>
public sealed class SdkSourceTests
{
    private readonly JObject _schema = JObject.Parse(
        """
        {
          "name": "zoo",
          "language": { "csharp": { "rootNamespace": "Acme", "namespaces": { "zoo": "Zoos" } } },
          "config": { "variables": {} },
          "provider": { "properties": {}, "inputProperties": {} },
          "types": { "zoo:index:Food": { "description": "Food.", "properties": {} } },
          "resources": { "zoo:index:Cage": { "description": "A cage.", "properties": {}, "inputProperties": {} } },
          "functions": {
            "zoo:index:getCage": { "description": "Finds one.", "inputs": { "properties": {} }, "outputs": { "properties": {} } }
          }
        }
        """);

    private JObject Outputs => (JObject)_schema["resources"]!["zoo:index:Cage"]!["properties"]!;

    private JObject Inputs => (JObject)_schema["resources"]!["zoo:index:Cage"]!["inputProperties"]!;

    [Fact]
    public void Names_are_those_of_the_package()
    {
        var files = SdkSource.Write(_schema);

        Assert.Equal(["Cage.cs", "GetCage.cs", "Outputs/Food.cs", "Provider.cs"], files.Keys);
        Assert.Contains("namespace Acme.Zoos;", files["Cage.cs"], StringComparison.Ordinal);
        Assert.Contains("[ZoosResourceType(\"pulumi:providers:zoo\")]", files["Provider.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_replaces_on_changes_is_an_option_of_the_resource()
    {
        Outputs["place"] = JObject.Parse("""{ "description": "Where.", "type": "string", "replaceOnChanges": true }""");
        Outputs["size"] = JObject.Parse("""{ "description": "How big.", "type": "number", "replaceOnChanges": true }""");

        Assert.Contains("ReplaceOnChanges = { \"place\", \"size\" },", Cage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_text_is_quoted()
    {
        Inputs["sign"] = JObject.Parse("""{ "description": "What it says.", "type": "string", "default": "a \"lion\"\n\\" }""");

        Assert.Contains("""Sign = "a \"lion\"\n\\";""", Cage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_is_escaped_and_wrapped()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 20));
        Inputs["size"] = JObject.Parse($$"""{ "description": "Fits a `lion` & <cub>. {{words}}", "type": "number" }""");

        Assert.Contains("/// Fits a <c>lion</c> &amp; &lt;cub&gt;. word word", Cage(), StringComparison.Ordinal);
        Assert.All(Cage().Split('\n'), static line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public void A_list_is_never_null()
    {
        Inputs["animals"] = JObject.Parse("""{ "description": "Who.", "type": "array", "items": { "type": "string" } }""");
        _schema["functions"]!["zoo:index:getCage"]!["inputs"]!["properties"] = Inputs;

        Assert.Contains("public InputList<string> Animals\n", Cage(), StringComparison.Ordinal);
        Assert.Contains("public List<string> Animals\n", SdkSource.Write(_schema)["GetCage.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_is_never_null_where_it_is_given_and_may_be_where_it_is_read()
    {
        Inputs["labels"] = JObject.Parse("""{ "description": "What.", "type": "object", "additionalProperties": { "type": "string" } }""");
        Outputs["labels"] = Inputs["labels"]!.DeepClone();
        _schema["functions"]!["zoo:index:getCage"]!["inputs"]!["properties"] = Inputs.DeepClone();

        Assert.Contains("public InputMap<string> Labels\n", Cage(), StringComparison.Ordinal);
        Assert.Contains("public Output<ImmutableDictionary<string, string>?> Labels ", Cage(), StringComparison.Ordinal);
        Assert.Contains("public Dictionary<string, string> Labels\n", SdkSource.Write(_schema)["GetCage.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_integer_has_32_bits()
    {
        Inputs["size"] = JObject.Parse("""{ "description": "How big.", "type": "integer", "default": 2 }""");

        Assert.Contains("public Input<int>? Size ", Cage(), StringComparison.Ordinal);
        Assert.Contains("Size = 2;", Cage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_have_a_class_where_there_are_any()
    {
        _schema["config"]!["variables"]!["keeper"] = JObject.Parse("""{ "description": "Who.", "type": "string" }""");

        Assert.Contains("public static string? Keeper => Values.Get(\"keeper\");", SdkSource.Write(_schema)["Config.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "string", "deprecationMessage": "No more." }""", "odd: the SDK has no form for 'deprecationMessage'")]
    [InlineData("""{ "type": "object" }""", "odd: the SDK has no form for the type 'object'")]
    [InlineData("""{ "$ref": "#/types/zoo:index:Food" }""", "odd: the SDK has no form for objects that a program gives")]
    [InlineData("""{ "items": { "type": "string" }, "secret": true }""", "odd: the SDK has no form for secret lists")]
    [InlineData("""{ "additionalProperties": { "type": "string" }, "secret": true }""", "odd: the SDK has no form for secret maps")]
    public void What_the_sdk_has_no_form_for_is_refused(string property, string reason)
    {
        Inputs["odd"] = JObject.Parse(property);
        Inputs["odd"]!["description"] = "Odd.";

        Assert.EndsWith(reason, Assert.Throws<NotSupportedException>(Cage).Message, StringComparison.Ordinal);
    }

    private string Cage() => SdkSource.Write(_schema)["Cage.cs"];
}
