using System.Reflection;
using System.Text.Json;
using Pulumi.Serialization;
using PulumiOrgs.Protocol;

namespace Pulumi;

/// <summary>Arguments whose members carry <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    protected InputArgs()
    {
    }

    /// <summary>The arguments by property name; those that were not given have a null value.</summary>
    /// <exception cref="InvalidArgumentsException">A required one was not given.</exception>
    internal virtual IEnumerable<KeyValuePair<string, object?>> Read()
    {
        foreach (var member in GetType().GetMembers(AnyInstance))
        {
            if (member.GetCustomAttribute<InputAttribute>() is not { } input)
            {
                continue;
            }

            var value = member is PropertyInfo property ? property.GetValue(this) : ((FieldInfo)member).GetValue(this);
            if (value is null && input.IsRequired)
            {
                throw new InvalidArgumentsException($"{GetType().FullName}.{member.Name} is required but was not given");
            }

            yield return new(input.Name, input.Json && value is not null ? ToJson(value) : value);
        }
    }

    private static Output<string> ToJson(object value)
    {
        return new Output<string>(WriteAsync());

        async Task<OutputData<string>> WriteAsync()
        {
            var writer = new ValueWriter(keepResources: false);
            var written = await writer.WriteAsync(value).ConfigureAwait(false);
            var isKnown = !written.ContainsUnknowns();
            return new OutputData<string>(
                isKnown ? JsonSerializer.Serialize(ToPlain(written)) : "",
                isKnown,
                written.ContainsSecrets(),
                writer.Dependencies);
        }
    }

    private static object? ToPlain(PropertyValue value) => value.Unwrap() switch
    {
        BooleanValue boolean => boolean.Value,
        NumberValue number => number.Value,
        StringValue text => text.Value,
        ListValue list => list.Items.Select(ToPlain),
        MapValue map => map.Properties.ToDictionary(static property => property.Key, static property => ToPlain(property.Value)),
        NullValue => null,
        var other => throw new InvalidArgumentsException($"a {other.GetType().Name} has no JSON"),
    };
}
