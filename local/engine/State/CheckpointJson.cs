using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>A stack's state as it was read: its resources in dependency order, and what was cut off.</summary>
public sealed record Checkpoint
{
    public IReadOnlyList<StackResource> Resources { get; init; } = [];

    public IReadOnlyList<PendingOperation> PendingOperations { get; init; } = [];

    /// <summary>Fields of the deployment that this engine gives no meaning to; they are kept.</summary>
    public JObject Unrecognized { get; init; } = [];
}

/// <summary>Resources and operations to and from the JSON of a checkpoint of version 3.</summary>
/// <param name="vault">Encrypts secrets.</param>
internal sealed class CheckpointJson(SecretsVault vault)
{
    public const int Version = 3;

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ";

    private static readonly string EngineVersion = typeof(CheckpointJson).Assembly.GetName().Version!.ToString(3);

    private static readonly ImmutableHashSet<string> KnownFields =
    [
        "urn", "custom", "delete", "id", "type", "inputs", "outputs", "parent", "protect", "external", "dependencies", "initErrors",
        "provider", "propertyDependencies", "pendingReplacement", "additionalSecretOutputs", "aliases", "importID",
        "retainOnDelete", "created", "modified", "ignoreChanges", "replaceOnChanges",
    ];

    private static readonly ImmutableHashSet<string> KnownDeploymentFields =
        ["manifest", "secrets_providers", "resources", "pending_operations"];

    private readonly PropertyJson _properties = new(vault);

    /// <summary>Parses JSON as it is: what looks like a date stays text.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }

    /// <summary>The manifest of a state written now. Its magic is what tells a hand-edited version from a written one.</summary>
    public static JObject Manifest(DateTimeOffset time) => new()
    {
        ["time"] = Time(time),
        ["magic"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EngineVersion))),
        ["version"] = EngineVersion,
    };

    /// <exception cref="StateException">The deployment is not of a form that this engine knows.</exception>
    public Checkpoint FromJson(JObject deployment) => new()
    {
        Resources = [.. Objects(deployment["resources"]).Select(ResourceFromJson)],
        PendingOperations = [.. Objects(deployment["pending_operations"]).Select(OperationFromJson)],
        Unrecognized = Rest(deployment, KnownDeploymentFields),
    };

    public JObject ToJson(PendingOperation operation) => new()
    {
        ["resource"] = ToJson(operation.Resource),
        ["type"] = operation.Kind.ToString().ToLowerInvariant(),
    };

    public JObject ToJson(StackResource resource)
    {
        var json = new JObject { ["urn"] = resource.Urn.Text, ["custom"] = resource.Custom };
        var place = resource.Urn.Text;
        Set(json, "delete", resource.Delete);
        Set(json, "id", resource.Id);
        json["type"] = resource.Type;
        Set(json, "inputs", _properties.ToJson($"{place} inputs", resource.Inputs));
        Set(json, "outputs", _properties.ToJson($"{place} outputs", resource.Outputs));
        Set(json, "parent", resource.Parent?.Text);
        Set(json, "protect", resource.Protect);
        Set(json, "external", resource.External);
        Set(json, "dependencies", Urns(resource.Dependencies));
        Set(json, "initErrors", new JArray(resource.InitErrors));
        Set(json, "provider", resource.Provider?.ToString());
        Set(json, "propertyDependencies", new JObject(resource.PropertyDependencies
            .OrderBy(static property => property.Key, StringComparer.Ordinal)
            .Select(static property => new JProperty(property.Key, Urns(property.Value)))));
        Set(json, "pendingReplacement", resource.PendingReplacement);
        Set(json, "additionalSecretOutputs", new JArray(resource.AdditionalSecretOutputs));
        Set(json, "aliases", Urns(resource.Aliases));
        Set(json, "importID", resource.ImportId);
        Set(json, "retainOnDelete", resource.RetainOnDelete);
        Set(json, "created", resource.Created is { } created ? Time(created) : null);
        Set(json, "modified", resource.Modified is { } modified ? Time(modified) : null);
        Set(json, "ignoreChanges", new JArray(resource.IgnoreChanges));
        Set(json, "replaceOnChanges", new JArray(resource.ReplaceOnChanges));
        json.Merge(resource.Unrecognized);
        return json;
    }

    private StackResource ResourceFromJson(JObject json)
    {
        var urn = Urn.Parse((string?)json["urn"] ?? throw new StateException("a resource in the state has no URN"));
        return new StackResource
        {
            Urn = urn,
            Custom = (bool?)json["custom"] ?? false,
            Delete = (bool?)json["delete"] ?? false,
            Id = (string?)json["id"] ?? "",
            Inputs = Properties(json, "inputs", urn),
            Outputs = Properties(json, "outputs", urn),
            Parent = Urn.ParseOptional((string?)json["parent"]),
            Protect = (bool?)json["protect"] ?? false,
            External = (bool?)json["external"] ?? false,
            Dependencies = Urns(json["dependencies"]),
            InitErrors = Texts(json["initErrors"]),
            Provider = (string?)json["provider"] is { Length: > 0 } provider ? ProviderReference.Parse(provider) : null,
            PropertyDependencies = json["propertyDependencies"] is JObject byProperty
                ? byProperty.Properties().ToImmutableDictionary(static property => property.Name, static property => Urns(property.Value))
                : ImmutableDictionary<string, IReadOnlyList<Urn>>.Empty,
            PendingReplacement = (bool?)json["pendingReplacement"] ?? false,
            AdditionalSecretOutputs = Texts(json["additionalSecretOutputs"]),
            Aliases = Urns(json["aliases"]),
            ImportId = (string?)json["importID"] ?? "",
            RetainOnDelete = (bool?)json["retainOnDelete"] ?? false,
            Created = TimeFromJson(json["created"]),
            Modified = TimeFromJson(json["modified"]),
            IgnoreChanges = Texts(json["ignoreChanges"]),
            ReplaceOnChanges = Texts(json["replaceOnChanges"]),
            Unrecognized = Rest(json, KnownFields),
        };
    }

    private PendingOperation OperationFromJson(JObject json)
    {
        var type = (string?)json["type"];
        return Enum.TryParse<OperationKind>(type, ignoreCase: true, out var kind) && json["resource"] is JObject resource
            ? new PendingOperation(kind, ResourceFromJson(resource))
            : throw new StateException($"the state has a pending operation of an unknown form: '{type}'");
    }

    private PropertyMap Properties(JObject json, string field, Urn urn) =>
        json[field] is JObject properties ? _properties.FromJson($"{urn} {field}", properties) : PropertyMap.Empty;

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? TimeFromJson(JToken? json) => (string?)json is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : null;

    private static JArray Urns(IReadOnlyList<Urn> urns) => new(urns.Select(static urn => urn.Text));

    private static IReadOnlyList<Urn> Urns(JToken? json) => [.. Texts(json).Select(Urn.Parse)];

    private static IReadOnlyList<string> Texts(JToken? json) => json is JArray list ? [.. list.Select(static item => (string)item!)] : [];

    private static IEnumerable<JObject> Objects(JToken? json) => json is JArray list ? list.OfType<JObject>() : [];

    private static JObject Rest(JObject json, ImmutableHashSet<string> known) =>
        new(json.Properties().Where(property => !known.Contains(property.Name)));

    /// <summary>Sets what says something; a checkpoint leaves out the empty and the false.</summary>
    private static void Set(JObject json, string field, JToken? value)
    {
        var saysNothing = value switch
        {
            null or JValue { Value: null } => true,
            JContainer container => !container.HasValues,
            { Type: JTokenType.Boolean } => !(bool)value,
            { Type: JTokenType.String } => ((string)value!).Length == 0,
            { Type: JTokenType.Float or JTokenType.Integer } => (double)value == 0,
            _ => false,
        };
        if (!saysNothing)
        {
            json[field] = value;
        }
    }
}
