using System.Collections.Immutable;
using System.Reflection;
using Moq;
using Newtonsoft.Json.Linq;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>Holds the SDK against the provider's schema, both ways: whatever one has, the other has too, in the same form.</summary>
public sealed class ConformanceTests
{
    private static readonly Assembly Sdk = typeof(Pulumi.Orgs.Provider).Assembly;

    private static readonly JObject Schema = JObject.Parse(new SchemaWriter(OrgsPackage.Create(
        new OrgsConfiguration(_ => null, _ => throw new InvalidOperationException()), Mock.Of<ICloud>(), Mock.Of<IRemovalPolicy>(), TimeProvider.System)).Write());

    public static TheoryData<string> Resources => [.. Names("resources")];

    public static TheoryData<string> Enumerations => [.. EnumerationNames];

    public static TheoryData<string> ObjectTypes => [.. ObjectTypeNames];

    public static TheoryData<string> Functions => [.. FunctionNames];

    private static IEnumerable<string> EnumerationNames => Names("types").Where(name => Schema["types"]![$"orgs:index:{name}"]!["enum"] is not null);

    private static IEnumerable<string> ObjectTypeNames => Names("types").Except(EnumerationNames);

    private static IEnumerable<string> FunctionNames => Names("functions").Select(name => char.ToUpperInvariant(name[0]) + name[1..]);

    [Fact]
    public void The_sdk_has_exactly_the_schemas_resources() => Assert.Equal(
        Names("resources").Append("Provider").Order(),
        Sdk.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(CustomResource))).Select(type => type.Name).Order());

    [Fact]
    public void The_sdk_has_exactly_the_schemas_enumerations() => Assert.Equal(
        EnumerationNames.Order(),
        Sdk.GetExportedTypes().Where(type => type.IsDefined(typeof(Pulumi.EnumTypeAttribute))).Select(type => type.Name).Order());

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_has_the_schemas_outputs(string name) =>
        Assert.Equal(OutputsOf(SchemaOf(name), "properties", "required"), OutputsOf(TypeOf(name)));

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_takes_the_schemas_inputs(string name) =>
        Assert.Equal(InputsOf(SchemaOf(name), "inputProperties", "requiredInputs"), InputsOf(TypeOf(name + "Args")));

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
    public void The_sdk_has_exactly_the_schemas_functions() => Assert.Equal(
        FunctionNames.Order(),
        Sdk.GetExportedTypes().Where(type => type.GetMethod("InvokeAsync") is not null).Select(type => type.Name).Order());

    [Fact]
    public void The_sdk_has_exactly_the_schemas_object_types() => Assert.Equal(
        ObjectTypeNames.Order(),
        Sdk.GetExportedTypes().Where(type => type.Namespace == "Pulumi.Orgs.Outputs").Select(type => type.Name).Order());

    [Theory]
    [MemberData(nameof(ObjectTypes))]
    public void An_object_type_has_the_schemas_properties(string name) => Assert.Equal(
        OutputsOf((JObject)Schema["types"]![$"orgs:index:{name}"]!, "properties", "required"),
        FieldsOf(TypeOf($"Outputs.{name}")));

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_takes_the_schemas_inputs(string name)
    {
        var inputs = InputsOf((JObject)FunctionOf(name)["inputs"]!, "properties", "required");

        Assert.Equal(inputs, InputsOf(TypeOf(name + "Args")));
        // Pulumi's generator makes no such class where there is nothing that could come from a resource.
        Assert.Equal(inputs.Count == 0 ? null : inputs, Sdk.GetType($"Pulumi.Orgs.{name}InvokeArgs") is { } type ? InputsOf(type) : null);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_has_the_schemas_result(string name) => Assert.Equal(
        OutputsOf((JObject)FunctionOf(name)["outputs"]!, "properties", "required"),
        FieldsOf(TypeOf(name + "Result")));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_function_can_be_called_in_three_ways_and_reads_the_whole_result(string name)
    {
        var tokens = new List<string?>();
        var mocks = new Mock<IMocks>();
        mocks.Setup(mock => mock.CallAsync(It.IsAny<MockCallArgs>()))
            .Callback<MockCallArgs>(call => tokens.Add(call.Token))
            .ReturnsAsync(SampleOf((JObject)FunctionOf(name)["outputs"]!));
        var ways = TypeOf(name).GetMethods(BindingFlags.Public | BindingFlags.Static);
        var results = new List<object>();

        await Pulumi.Deployment.TestAsync(mocks.Object, new TestOptions(), async () =>
        {
            foreach (var way in ways)
            {
                results.Add(await ResultAsync(way.Invoke(null, [.. way.GetParameters().Select(parameter => Filled(parameter.ParameterType))])!));
            }
        });

        Assert.Equal(["Invoke", "Invoke", "InvokeAsync"], ways.Select(way => way.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Repeat($"orgs:index:{char.ToLowerInvariant(name[0])}{name[1..]}", 3), tokens);
        Assert.All(results, result => Assert.All(result.GetType().GetFields(), field => Assert.False(IsEmpty(field.GetValue(result)), field.Name)));
    }

    [Fact]
    public void The_provider_takes_the_schemas_configuration() =>
        Assert.Equal(InputsOf((JObject)Schema["provider"]!, "inputProperties", "requiredInputs"), InputsOf(TypeOf("ProviderArgs")));

    [Fact]
    public async Task Secret_configuration_is_secret_however_it_is_given()
    {
        var args = new Pulumi.Orgs.ProviderArgs { AccessToken = "pul-plain" };

        Assert.True(await Output.IsSecretAsync<string>(args.AccessToken!));
    }

    private static IEnumerable<string> Names(string section) =>
        Schema[section]!.Children<JProperty>().Select(property => property.Name.Split(':')[^1]);

    private static JObject SchemaOf(string name) => (JObject)Schema["resources"]![$"orgs:index:{name}"]!;

    private static JObject FunctionOf(string name) => (JObject)Schema["functions"]![$"orgs:index:{char.ToLowerInvariant(name[0])}{name[1..]}"]!;

    private static Type TypeOf(string name) => Sdk.GetType($"Pulumi.Orgs.{name}", throwOnError: true)!;

    private static SortedDictionary<string, string> OutputsOf(JObject schema, string section, string required) => new(schema[section]!.Children<JProperty>()
        .ToDictionary(property => property.Name, property => CSharpOf((JObject)property.Value, IsIn(schema[required], property.Name))));

    private static SortedDictionary<string, string> OutputsOf(Type type) => new(type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .SelectMany(property => property.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(Pulumi.OutputAttribute))
            .Select(data => ((string)data.ConstructorArguments[0].Value!, Property: property)))
        .ToDictionary(output => output.Item1, output => Show(new NullabilityInfoContext().Create(output.Property).GenericTypeArguments[0])));

    private static SortedDictionary<string, string> FieldsOf(Type type) => new(type
        .GetFields(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(
            field => char.ToLowerInvariant(field.Name[0]) + field.Name[1..],
            field => Show(new NullabilityInfoContext().Create(field))));

    private static SortedDictionary<string, string> InputsOf(JObject schema, string section, string required) => new(schema[section]!.Children<JProperty>()
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

    private static string Show(Type input) =>
        !input.IsGenericType ? input.Name
        : input.GetGenericTypeDefinition() == typeof(InputList<>) ? $"{nameof(ImmutableArray)}<{input.GetGenericArguments()[0].Name}>"
        : input.GetGenericArguments()[0].Name;

    // Arguments with every required one given, or the options of a call.
    private static object Filled(Type type)
    {
        var filled = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.GetCustomAttributesData()
            .Any(data => data.AttributeType == typeof(Pulumi.InputAttribute) && (bool)data.ConstructorArguments[1].Value!)))
        {
            property.SetValue(filled, property.PropertyType == typeof(string) ? (object)"text" : (Input<string>)"text");
        }

        return filled;
    }

    private static async Task<object> ResultAsync(object call)
    {
        if (call is Task task)
        {
            await task;
            return ((dynamic)task).Result;
        }

        return await OutputUtilities.GetValueAsync((dynamic)call);
    }

    private static Dictionary<string, object> SampleOf(JObject schema) => schema["properties"]!.Children<JProperty>()
        .ToDictionary(property => property.Name, property => SampleOfValue((JObject)property.Value));

    private static object SampleOfValue(JObject property) => (string?)property["type"] switch
    {
        "string" => "text",
        "boolean" => true,
        "number" => 7.0,
        "array" => new[] { SampleOfValue((JObject)property["items"]!) },
        _ => SampleOf((JObject)Schema["types"]![((string)property["$ref"]!).Split('/')[^1]]!),
    };

    private static bool IsEmpty(object? value) => value switch
    {
        null or "" or false or 0.0 => true,
        System.Collections.IList list => list.Count == 0 || IsEmpty(list[0]),
        _ => false,
    };
}
