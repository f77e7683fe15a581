using System.Collections;
using System.Reflection;
using PulumiOrgs.Protocol;

namespace Pulumi.Serialization;

/// <summary>
/// Turns what a program gives into values for the wire, waiting for outputs, and gathers the resources that they come from.
/// </summary>
internal sealed class ValueWriter
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public ImmutableHashSet<Resource> Dependencies { get; private set; } = [];

    /// <summary>Writes arguments; a property that was not given is left out.</summary>
    /// <exception cref="InvalidArgumentsException">A value has no form on the wire.</exception>
    public static async Task<WrittenProperties> WritePropertiesAsync(IReadOnlyCollection<KeyValuePair<string, object?>> properties)
    {
        var values = new Dictionary<string, PropertyValue>();
        var dependencies = new Dictionary<string, ImmutableHashSet<Resource>>();
        foreach (var (name, given) in properties)
        {
            var writer = new ValueWriter();
            var value = await writer.WriteNamedAsync($"'{name}'", given);
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
            case InputArgs args:
                return await WriteMapAsync(args.Read());
            case IInput input:
                return await WriteOutputAsync(input.ToWire());
            case IOutput output:
                return await WriteOutputAsync(output);
            case IDictionary dictionary:
                return await WriteMapAsync(dictionary.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, dictionary[key])));
            case IList list:
                return await WriteListAsync(list);
            default:
                return await WriteMarkedTypeAsync(given);
        }
    }

    /// <summary>Writes a value, and names it where it cannot be written.</summary>
    private async Task<PropertyValue> WriteNamedAsync(string name, object? given)
    {
        try
        {
            return await WriteAsync(given);
        }
        catch (InvalidArgumentsException exception)
        {
            throw new InvalidArgumentsException($"{name}: {exception.Message}");
        }
    }

    private async Task<PropertyValue> WriteOutputAsync(IOutput output)
    {
        var data = await output.GetDataAsync();
        Dependencies = Dependencies.Union(data.Dependencies);
        if (!data.IsKnown)
        {
            return PropertyValue.Unknown;
        }

        var value = await WriteAsync(data.Value);
        return data.IsSecret ? new SecretValue(value) : value;
    }

    private async Task<PropertyValue> WriteMapAsync(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        var written = new Dictionary<string, PropertyValue>();
        foreach (var (key, given) in entries)
        {
            var value = await WriteNamedAsync($"'{key}'", given);
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
            written.Add(await WriteAsync(item));
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
            return await WriteAsync(type.GetMethod("op_Explicit", [type])?.Invoke(null, [given]));
        }

        if (type.GetCustomAttribute<OutputTypeAttribute>() is not null)
        {
            // Generated classes keep each property in a read-only field of its name.
            return await WriteMapAsync(type.GetFields(AnyInstance)
                .Where(static field => field.IsInitOnly)
                .Select(field => KeyValuePair.Create(char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field.GetValue(given))))
                ;
        }

        throw new InvalidArgumentsException($"a {type.FullName} cannot be sent");
    }
}

/// <summary>Properties ready for the wire, and the resources that each of them comes from.</summary>
internal sealed record WrittenProperties(PropertyMap Values, IReadOnlyDictionary<string, ImmutableHashSet<Resource>> Dependencies);
