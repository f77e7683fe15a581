using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using PulumiOrgs.Protocol;

namespace Pulumi.Serialization;

/// <summary>
/// Turns what a program gives into values for the wire, waiting for outputs, and gathers the resources that they come from.
/// </summary>
/// <param name="keepResources">Whether the receiver understands references to resources; otherwise it gets their id or URN.</param>
internal sealed class ValueWriter(bool keepResources)
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public ImmutableHashSet<Resource> Dependencies { get; private set; } = [];

    /// <summary>Writes arguments; a property that was not given is left out.</summary>
    /// <exception cref="InvalidArgumentsException">A value has no form on the wire.</exception>
    public static async Task<WrittenProperties> WritePropertiesAsync(
        IReadOnlyCollection<KeyValuePair<string, object?>> properties, bool keepResources)
    {
        var values = new Dictionary<string, PropertyValue>();
        var dependencies = new Dictionary<string, ImmutableHashSet<Resource>>();
        foreach (var (name, given) in properties)
        {
            var writer = new ValueWriter(keepResources);
            var value = await writer.WriteAsync(given).ConfigureAwait(false);
            if (value is not NullValue)
            {
                values.Add(name, value);
                dependencies.Add(name, writer.Dependencies);
            }
        }

        return new WrittenProperties(new PropertyMap(values), dependencies);
    }

    /// <inheritdoc cref="WritePropertiesAsync"/>
    public async Task<PropertyValue> WriteAsync(object? given)
    {
        switch (given)
        {
            case null or ValueTuple:
                return PropertyValue.Null;
            case bool boolean:
                return boolean;
            case int number:
                return number;
            case double number:
                return number;
            case string text:
                return text;
            case Enum value when value.GetTypeCode() == TypeCode.Int32:
                return Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
            case JsonElement json:
                return ToPropertyValue(json);
            case IUnion union:
                return await WriteAsync(union.Value).ConfigureAwait(false);
            case AssetOrArchive asset:
                return asset.ToPropertyValue();
            case InputArgs args:
                return await WriteMapAsync(args.Read()).ConfigureAwait(false);
            case IInput input:
                return await WriteOutputAsync(input.ToWire()).ConfigureAwait(false);
            case IOutput output:
                return await WriteOutputAsync(output).ConfigureAwait(false);
            case Resource resource:
                return await WriteResourceAsync(resource).ConfigureAwait(false);
            case Task:
                throw new InvalidArgumentsException("a task cannot be an argument; make an output of it with Output.Create");
            case IDictionary dictionary:
                return await WriteMapAsync(
                    dictionary.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, dictionary[key]))).ConfigureAwait(false);
            case IList list:
                return await WriteListAsync(list).ConfigureAwait(false);
            default:
                return await WriteMarkedTypeAsync(given).ConfigureAwait(false);
        }
    }

    private static PropertyValue ToPropertyValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Array => new ListValue([.. json.EnumerateArray().Select(ToPropertyValue)]),
        JsonValueKind.Object => new MapValue(new PropertyMap(
            json.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, ToPropertyValue(member.Value))))),
        _ => PropertyValue.Null,
    };

    private async Task<PropertyValue> WriteOutputAsync(IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        Dependencies = Dependencies.Union(data.Dependencies);
        if (!data.IsKnown)
        {
            return PropertyValue.Unknown;
        }

        var value = await WriteAsync(data.Value).ConfigureAwait(false);
        return data.IsSecret ? new SecretValue(value) : value;
    }

    private async Task<PropertyValue> WriteResourceAsync(Resource resource)
    {
        Dependencies = Dependencies.Add(resource);
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        if (resource is not CustomResource custom)
        {
            return keepResources ? new ResourceReferenceValue(urn, null, "") : urn;
        }

        var id = await custom.Id.Data.ConfigureAwait(false);
        var written = id.IsKnown ? id.Value : PropertyValue.Unknown;
        return keepResources ? new ResourceReferenceValue(urn, written, "") : written;
    }

    private async Task<PropertyValue> WriteMapAsync(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var written = new Dictionary<string, PropertyValue>();
        foreach (var (key, given) in entries)
        {
            var value = await WriteAsync(given).ConfigureAwait(false);
            if (value is not NullValue)
            {
                written.Add(key, value);
            }
        }

        return new PropertyMap(written);
    }

    private async Task<PropertyValue> WriteListAsync(IList list)
    {
        if (IsDefaultImmutableArray(list))
        {
            return PropertyValue.Null;
        }

        var written = new List<PropertyValue>(list.Count);
        foreach (var item in list)
        {
            written.Add(await WriteAsync(item).ConfigureAwait(false));
        }

        return new ListValue(written);
    }

    // It throws on whatever it is asked but this.
    private static bool IsDefaultImmutableArray(IList list) =>
        list.GetType().GetProperty(nameof(ImmutableArray<>.IsDefault))?.GetValue(list) is true;

    private async Task<PropertyValue> WriteMarkedTypeAsync(object given)
    {
        var type = given.GetType();
        if (type.GetCustomAttribute<EnumTypeAttribute>() is not null)
        {
            return await WriteAsync(type.GetMethod("op_Explicit", [type])?.Invoke(null, [given])).ConfigureAwait(false);
        }

        if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
        {
            // Generated classes keep each property in a read-only field of its name.
            return await WriteMapAsync(type.GetFields(AnyInstance)
                .Where(static field => field.IsInitOnly)
                .Select(field => KeyValuePair.Create(char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field.GetValue(given))))
                .ConfigureAwait(false);
        }

        throw new InvalidArgumentsException($"a {type.FullName} cannot be an argument");
    }
}
