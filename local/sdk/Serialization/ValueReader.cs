using System.Reflection;
using PulumiOrgs.Protocol;

namespace Pulumi.Serialization;

/// <summary>Reads values off the wire as the types that programs declare for them.</summary>
internal static class ValueReader
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// Reads a value whole: a part of it that is unknown or secret makes it so. One of another type becomes the default of the
    /// declared type, with a warning.
    /// </summary>
    public static OutputData<object?> Read(string path, PropertyValue value, Type type, Action<string> warn)
    {
        var isKnown = !value.ContainsUnknowns();
        object? read = null;
        if (isKnown)
        {
            try
            {
                read = Convert(path, value, type);
            }
            catch (ValueMismatchException mismatch)
            {
                warn(mismatch.Message);
            }
        }

        return new OutputData<object?>(read, isKnown, value.ContainsSecrets(), []);
    }

    /// <inheritdoc cref="Read(string, PropertyValue, Type, Action{string})"/>
    public static OutputData<T> Read<T>(string path, PropertyValue value, Action<string> warn)
    {
        var data = Read(path, value, typeof(T), warn);
        return data.With(data.Value is null ? default! : (T)data.Value);
    }

    /// <summary>The value as plain objects: text, numbers, truth values, immutable arrays and dictionaries of them.</summary>
    public static object? ToPlain(PropertyValue value) => value.Unwrap() switch
    {
        BooleanValue boolean => boolean.Value,
        NumberValue number => number.Value,
        StringValue text => text.Value,
        ListValue list => list.Items.Select(ToPlain).ToImmutableArray(),
        MapValue map => map.Properties.ToImmutableDictionary(static property => property.Key, static property => ToPlain(property.Value)),
        _ => null,
    };

    private static object? Convert(string path, PropertyValue wrapped, Type type)
    {
        var value = wrapped.Unwrap();
        if (value is NullValue)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Convert(path, value, underlying);
        }

        if (type == typeof(object))
        {
            return ToPlain(value);
        }

        return (value, type) switch
        {
            (StringValue text, _) when type == typeof(string) => text.Value,
            (BooleanValue boolean, _) when type == typeof(bool) => boolean.Value,
            (NumberValue number, _) when type == typeof(double) => number.Value,
            (NumberValue number, _) when type == typeof(int) => (int)number.Value,
            (StringValue or NumberValue, _) when type.GetCustomAttribute<EnumTypeAttribute>() is not null =>
                ToEnum(path, value, type),
            (_, { IsConstructedGenericType: true }) => ConvertGeneric(path, value, type),
            (MapValue map, _) when type.GetCustomAttribute<OutputTypeAttribute>() is not null =>
                ToOutputType(path, map.Properties, type),
            _ => throw new ValueMismatchException(path, type, value),
        };
    }

    private static object? ConvertGeneric(string path, PropertyValue value, Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var element = type.GenericTypeArguments[^1];
        if (definition == typeof(ImmutableArray<>) && value is ListValue list)
        {
            return Build(nameof(ToArray), list.Items.Select((item, index) => Convert($"{path}[{index}]", item, element)).ToArray());
        }

        if (definition == typeof(ImmutableDictionary<,>) && type.GenericTypeArguments[0] == typeof(string) && value is MapValue map)
        {
            return Build(
                nameof(ToDictionary),
                map.Properties.ToDictionary(
                    static property => property.Key, property => Convert($"{path}.{property.Key}", property.Value, element)));
        }

        throw new ValueMismatchException(path, type, value);

        object? Build(string method, object elements) => typeof(ValueReader)
            .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(element)
            .Invoke(null, [elements]);
    }

    private static ImmutableArray<T> ToArray<T>(object?[] elements) => [.. elements.Select(static element => (T)element!)];

    private static ImmutableDictionary<string, T> ToDictionary<T>(Dictionary<string, object?> elements) =>
        elements.ToImmutableDictionary(static element => element.Key, static element => (T)element.Value!);

    private static object ToEnum(string path, PropertyValue value, Type type)
    {
        var plain = ToPlain(value)!;
        var constructor = type.GetConstructor(AnyInstance, [plain.GetType()]);
        return constructor?.Invoke([plain]) ?? throw new ValueMismatchException(path, type, value);
    }

    private static object ToOutputType(string path, PropertyMap properties, Type type)
    {
        var constructor = type.GetConstructors(AnyInstance)
            .FirstOrDefault(static candidate => candidate.GetCustomAttribute<OutputConstructorAttribute>() is not null)
            ?? throw new InvalidOperationException($"{type.FullName} is an [OutputType] without an [OutputConstructor].");
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
        {
            return Convert($"{path}.{parameter.Name}", properties.Find(parameter.Name!) ?? PropertyValue.Null, parameter.ParameterType);
        })]);
    }
}

/// <summary>A value is not of the type that the program declares. Says of which kind it is, never what it is: it may be secret.</summary>
internal sealed class ValueMismatchException(string path, Type expected, PropertyValue actual)
    : Exception($"{path}: expected {expected}, got a {actual.GetType().Name}");
