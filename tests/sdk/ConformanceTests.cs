using System.Reflection;
using Moq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>
/// Holds the compiled SDK against the schema: what a program sets reaches the engine under the schema's name, and what the engine answers
/// reaches the program.
/// </summary>
public sealed class ConformanceTests
{
    private const string ProviderToken = "pulumi:providers:orgs";

    private static readonly JObject Schema = JObject.Parse(File.ReadAllText(SchemaCommand.Destination));

    private static readonly JsonSerializer WireNames = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
    };

    private readonly Mock<IMocks> _mocks = new();
    private readonly List<MockResourceArgs> _resources = [];
    private readonly List<MockCallArgs> _calls = [];

    public ConformanceTests()
    {
        _mocks.Setup(mocks => mocks.NewResourceAsync(It.IsAny<MockResourceArgs>()))
            .Callback<MockResourceArgs>(_resources.Add)
            .ReturnsAsync((MockResourceArgs args) => ("an-id", Plain(Samples(Resource(args.Type!)["properties"]!))!));
        _mocks.Setup(mocks => mocks.CallAsync(It.IsAny<MockCallArgs>()))
            .Callback<MockCallArgs>(_calls.Add)
            .ReturnsAsync((MockCallArgs args) => Plain(Samples(Function(args.Token!)["outputs"]!["properties"]!))!);
    }

    public static TheoryData<string> Resources => [.. Tokens("resources")];

    public static TheoryData<string> ResourcesAndProvider => [.. Tokens("resources"), ProviderToken];

    public static TheoryData<string> Functions => [.. Tokens("functions")];

    public static TheoryData<string, string> SecretInputs =>
    [
        .. from token in (IEnumerable<string>)[.. Tokens("resources"), ProviderToken]
           from input in Secrets(Resource(token)["inputProperties"]!)
           select (token, input),
    ];

    [Theory]
    [MemberData(nameof(ResourcesAndProvider))]
    public async Task What_a_program_sets_reaches_the_engine_under_its_name(string token)
    {
        var given = Samples(Resource(token)["inputProperties"]!);

        Assert.Equal(Shown(OnTheWire(token, given)), Shown(await DeclaredAsync(token, given)));
    }

    [Theory]
    [MemberData(nameof(ResourcesAndProvider))]
    public async Task What_a_program_leaves_out_is_the_schemas_default(string token)
    {
        var inputs = (JObject)Resource(token)["inputProperties"]!;
        var given = Required(inputs, Resource(token)["requiredInputs"]);

        Assert.Equal(Shown(OnTheWire(token, WithDefaults(given, inputs))), Shown(await DeclaredAsync(token, given)));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_resource_that_is_read_by_its_id_has_its_whole_state(string token)
    {
        var state = new JObject();
        await Pulumi.Deployment.TestAsync(_mocks.Object, new TestOptions(), async () =>
        {
            var read = TypeOf(token).GetMethod("Get")!.Invoke(null, ["read", (Input<string>)"acme/it", null])!;
            foreach (var output in read.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                state[Camel(output.Name)] = JToken.FromObject(await OutputUtilities.GetValueAsync((dynamic)output.GetValue(read)!));
            }
        });

        Assert.Equal((token, "acme/it"), _resources.Select(resource => (resource.Type!, resource.Id!)).Single());
        Assert.Equal(Shown(Samples(Resource(token)["properties"]!)), Shown(state));
    }

    [Theory]
    [MemberData(nameof(SecretInputs))]
    public async Task A_secret_input_is_secret_however_it_is_given(string token, string input)
    {
        var args = Filled(TypeOf(token, "Args"), new JObject { [input] = "plain" });

        Assert.True(await Output.IsSecretAsync<string>((Input<string>)args.GetType().GetProperty(Pascal(input))!.GetValue(args)!));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_names_its_version_and_its_secret_outputs_to_the_engine(string token)
    {
        var merge = TypeOf(token).GetMethod("MakeResourceOptions", BindingFlags.NonPublic | BindingFlags.Static)!;
        var options = (CustomResourceOptions)merge.Invoke(null, [null, null])!;

        Assert.Equal((string?)Schema["version"], options.Version);
        Assert.Equal(Secrets(Resource(token)["properties"]!), options.AdditionalSecretOutputs);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_function_is_called_in_three_ways_with_all_that_is_given_and_all_that_is_found(string token)
    {
        var given = Samples(Function(token)["inputs"]!["properties"]!);
        var results = await CalledAsync(token, given);

        Assert.Equal(
            Enumerable.Repeat((token, Shown(given)), 3),
            _calls.Select(call => (call.Token!, Shown(JObject.FromObject(call.Args)))));
        Assert.Equal(Enumerable.Repeat(Shown(Samples(Function(token)["outputs"]!["properties"]!)), 3), results);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task What_a_call_leaves_out_is_the_schemas_default(string token)
    {
        var inputs = (JObject)Function(token)["inputs"]!["properties"]!;
        var given = Required(inputs, Function(token)["inputs"]!["required"]);
        await CalledAsync(token, given);

        Assert.Equal(Enumerable.Repeat(Shown(WithDefaults(given, inputs)), 3), _calls.Select(call => Shown(JObject.FromObject(call.Args))));
    }

    private static IEnumerable<string> Tokens(string section) => Schema[section]!.Children<JProperty>().Select(entry => entry.Name);

    private static JToken Resource(string token) => token == ProviderToken ? Schema["provider"]! : Schema["resources"]![token]!;

    private static JToken Function(string token) => Schema["functions"]![token]!;

    private static IEnumerable<string> Secrets(JToken properties) =>
        properties.Children<JProperty>().Where(property => (bool?)property.Value["secret"] == true).Select(property => property.Name);

    private static Type TypeOf(string token, string suffix = "") => typeof(Pulumi.Orgs.Provider).Assembly.GetType(
        $"Pulumi.Orgs.{(token == ProviderToken ? "Provider" : Pascal(token.Split(':')[^1]))}{suffix}", throwOnError: true)!;

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private async Task<JObject> DeclaredAsync(string token, JObject given)
    {
        await Pulumi.Deployment.TestAsync(_mocks.Object, new TestOptions(), () =>
        {
            TypeOf(token).GetConstructors().Single().Invoke(["made", Filled(TypeOf(token, "Args"), given), null]);
        });
        var made = _resources.Single();
        Assert.Equal(token, made.Type);
        return JObject.FromObject(made.Inputs);
    }

    private async Task<List<string>> CalledAsync(string token, JObject given)
    {
        var results = new List<string>();
        await Pulumi.Deployment.TestAsync(_mocks.Object, new TestOptions(), async () =>
        {
            foreach (var way in TypeOf(token).GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                dynamic call = way.Invoke(null, [.. way.GetParameters().Select(parameter => Filled(parameter.ParameterType, given))])!;
                object result = call is Task ? await call : await OutputUtilities.GetValueAsync(call);
                results.Add(Shown(JObject.FromObject(result, WireNames)));
            }
        });
        return results;
    }

    // Arguments with what is given, or the options of a call.
    private static object Filled(Type type, JObject given)
    {
        var filled = Activator.CreateInstance(type)!;
        foreach (var (name, value) in type.IsAssignableTo(typeof(InputArgs)) ? given : [])
        {
            var property = type.GetProperty(Pascal(name))!;
            property.SetValue(filled, Given(property.PropertyType, value!));
        }

        return filled;
    }

    private static object Given(Type type, JToken value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsDefined(typeof(EnumTypeAttribute)))
        {
            return type.GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Select(property => property.GetValue(null)!)
                .Single(candidate => candidate.ToString() == (string?)value);
        }

        if (type.IsGenericType && type.Namespace == nameof(Pulumi))
        {
            // An input or a list of inputs, which is made of what it is to hold.
            var content = type.GenericTypeArguments[0];
            return type.GetMethod("op_Implicit", [content])!.Invoke(null, [Given(content, value is JArray list ? list.Single() : value)])!;
        }

        return value.ToObject(type)!;
    }

    private static JObject Samples(JToken properties) =>
        new(properties.Children<JProperty>().Select(property => new JProperty(property.Name, Sample(property.Value))));

    private static JObject Required(JObject inputs, JToken? required) => new((required ?? new JArray())
        .Select(name => new JProperty((string)name!, Sample(inputs[(string)name!]!))));

    // Never the default, so that it is seen whether it got through.
    private static JToken Sample(JToken property) => property switch
    {
        _ when (string?)property["$ref"] is { } reference => SampleOf(Schema["types"]![reference.Split('/')[^1]]!, property["default"]),
        _ when property["items"] is { } items => new JArray(Sample(items)),
        _ => (string?)property["type"] switch
        {
            "boolean" => (bool?)property["default"] != true,
            "number" => 7.5,
            _ => "text",
        },
    };

    private static JToken SampleOf(JToken type, JToken? otherThan) => type["enum"] is { } values
        ? values.Select(value => value["value"]!).Last(value => !JToken.DeepEquals(value, otherThan))
        : Samples(type["properties"]!);

    private static JObject WithDefaults(JObject given, JObject inputs)
    {
        var sent = (JObject)given.DeepClone();
        foreach (var (name, input) in inputs)
        {
            if (input!["default"] is { } value)
            {
                sent.TryAdd(name, value.Type == JTokenType.Integer ? (double)value : value);
            }
        }

        return sent;
    }

    // The settings of a provider travel as text.
    private static JObject OnTheWire(string token, JObject inputs) => token != ProviderToken ? inputs : new(inputs.Properties().Select(
        input => new JProperty(input.Name, input.Value.Type == JTokenType.String ? input.Value : input.Value.ToString(Formatting.None))));

    private static object? Plain(JToken value) => value switch
    {
        JObject map => map.Properties().ToDictionary(property => property.Name, property => Plain(property.Value)),
        JArray list => list.Select(Plain).ToArray(),
        _ => ((JValue)value).Value,
    };

    private static string Shown(JObject properties) =>
        new JObject(properties.Properties().OrderBy(property => property.Name, StringComparer.Ordinal)).ToString(Formatting.None);
}
