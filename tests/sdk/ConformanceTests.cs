using System.Collections.Immutable;
using System.Reflection;
using Moq;
using Newtonsoft.Json.Linq;
using Pulumi;
using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>Holds the SDK against the provider's schema, both ways: whatever one has, the other has too, in the same form.</summary>
public sealed class ConformanceTests
{
    private static readonly Assembly Sdk = typeof(Pulumi.Orgs.Provider).Assembly;

    private static readonly JObject Schema = JObject.Parse(new SchemaWriter(OrgsPackage.Create(
        new OrgsConfiguration(_ => null, _ => throw new InvalidOperationException()), Mock.Of<ICloud>(), TimeProvider.System)).Write());

    public static TheoryData<string> Resources => [.. Names("resources")];

    public static TheoryData<string> Enumerations => [.. Names("types")];

    [Fact]
    public void The_sdk_has_exactly_the_schemas_resources() => Assert.Equal(
        Names("resources").Append("Provider").Order(),
        Sdk.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Resource))).Select(type => type.Name).Order());

    [Fact]
    public void The_sdk_has_exactly_the_schemas_enumerations() => Assert.Equal(
        Names("types").Order(),
        Sdk.GetExportedTypes().Where(type => type.IsDefined(typeof(Pulumi.EnumTypeAttribute))).Select(type => type.Name).Order());

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_has_the_schemas_outputs(string name) =>
        Assert.Equal(OutputsOf(SchemaOf(name), "properties", "required"), OutputsOf(TypeOf(name)));

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_takes_the_schemas_inputs(string name) =>
        Assert.Equal(InputsOf(SchemaOf(name), "requiredInputs"), InputsOf(TypeOf(name + "Args")));

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_keeps_the_schemas_secrets(string name)
    {
        var merge = TypeOf(name).GetMethod("MakeResourceOptions", BindingFlags.NonPublic | BindingFlags.Static)!;
        var options = (CustomResourceOptions)merge.Invoke(null, [null, null])!;

        Assert.Equal(
            SchemaOf(name)["properties"]!.Children<JProperty>().Where(property => (bool?)property.Value["secret"] == true).Select(property => property.Name),
            options.AdditionalSecretOutputs);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_has_the_schemas_token(string name)
    {
        var attribute = TypeOf(name).GetCustomAttributesData().Single(data => data.AttributeType.IsAssignableTo(typeof(ResourceTypeAttribute)));

        Assert.Equal($"orgs:index:{name}", attribute.ConstructorArguments[0].Value);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_can_be_read_by_its_id(string name) => Assert.NotNull(TypeOf(name).GetMethod(
        "Get", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(Input<string>), typeof(CustomResourceOptions)]));

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void An_enumeration_has_the_schemas_values(string name)
    {
        var values = TypeOf(name).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == property.DeclaringType)
            .Select(property => (property.Name, property.GetValue(null)!.ToString()));

        Assert.Equal(
            Schema["types"]![$"orgs:index:{name}"]!["enum"]!.Select(value => ((string)value["name"]!, (string?)value["value"])).Order(),
            values.Order());
    }

    [Fact]
    public void The_provider_takes_the_schemas_configuration() =>
        Assert.Equal(InputsOf((JObject)Schema["provider"]!, "requiredInputs"), InputsOf(TypeOf("ProviderArgs")));

    [Fact]
    public async Task Secret_configuration_is_secret_however_it_is_given()
    {
        var args = new Pulumi.Orgs.ProviderArgs { AccessToken = "pul-plain" };

        Assert.True(await Output.IsSecretAsync<string>(args.AccessToken!));
    }

    private static IEnumerable<string> Names(string section) =>
        Schema[section]!.Children<JProperty>().Select(property => property.Name.Split(':')[^1]);

    private static JObject SchemaOf(string name) => (JObject)Schema["resources"]![$"orgs:index:{name}"]!;

    private static Type TypeOf(string name) => Sdk.GetType($"Pulumi.Orgs.{name}", throwOnError: true)!;

    private static SortedDictionary<string, string> OutputsOf(JObject schema, string section, string required) => new(schema[section]!.Children<JProperty>()
        .ToDictionary(property => property.Name, property => CSharpOf((JObject)property.Value, IsIn(schema[required], property.Name))));

    private static SortedDictionary<string, string> OutputsOf(Type type) => new(type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .SelectMany(property => property.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(Pulumi.OutputAttribute))
            .Select(data => ((string)data.ConstructorArguments[0].Value!, Property: property)))
        .ToDictionary(output => output.Item1, output => Show(new NullabilityInfoContext().Create(output.Property).GenericTypeArguments[0])));

    private static SortedDictionary<string, string> InputsOf(JObject schema, string required) => new(schema["inputProperties"]!.Children<JProperty>()
        .ToDictionary(property => property.Name, property =>
            CSharpOf((JObject)property.Value, isRequired: true) + (IsIn(schema[required], property.Name) ? " required" : "")));

    // A list or a secret has its attribute on the field behind the property, as Pulumi's generator has it.
    private static SortedDictionary<string, string> InputsOf(Type type) => new(type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .SelectMany(member => member.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(Pulumi.InputAttribute))
            .Select(data => (
                Name: (string)data.ConstructorArguments[0].Value!,
                Type: (member as PropertyInfo)?.PropertyType ?? ((FieldInfo)member).FieldType,
                IsRequired: (bool)data.ConstructorArguments[1].Value!)))
        .ToDictionary(input => input.Name, input => Show(input.Type) + (input.IsRequired ? " required" : "")));

    private static bool IsIn(JToken? names, string name) => names?.Any(candidate => (string?)candidate == name) == true;

    private static string CSharpOf(JObject property, bool isRequired)
    {
        var type = (string?)property["$ref"] is { } reference ? reference.Split(':')[^1] : (string?)property["type"] switch
        {
            "string" => nameof(String),
            "boolean" => nameof(Boolean),
            "number" => nameof(Double),
            "array" => $"{nameof(ImmutableArray)}<{CSharpOf((JObject)property["items"]!, isRequired: true)}>",
            var other => throw new NotSupportedException($"the schema's type {other}"),
        };

        // An absent list is the default of its struct, as Pulumi's generator has it.
        return isRequired || (string?)property["type"] == "array" ? type : type + "?";
    }

    private static string Show(NullabilityInfo info) =>
        Nullable.GetUnderlyingType(info.Type) is { } value ? value.Name + "?"
        : info.Type.IsGenericType ? $"{nameof(ImmutableArray)}<{info.Type.GetGenericArguments()[0].Name}>"
        : info.Type.Name + (info.ReadState == NullabilityState.Nullable ? "?" : "");

    private static string Show(Type input) => input.GetGenericTypeDefinition() == typeof(InputList<>)
        ? $"{nameof(ImmutableArray)}<{input.GetGenericArguments()[0].Name}>"
        : input.GetGenericArguments()[0].Name;
}
