using System.Reflection;
using System.Text.Json;
using Pulumi.Serialization;

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
    internal IEnumerable<KeyValuePair<string, object?>> Read()
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
            var writer = new ValueWriter();
            var written = await writer.WriteAsync(value);
            var isKnown = !written.ContainsUnknowns();
            return new OutputData<string>(
                isKnown ? JsonSerializer.Serialize(ValueReader.ToPlain(written)) : "",
                isKnown,
                written.ContainsSecrets(),
                writer.Dependencies);
        }
    }
}

/// <summary>Arguments of a resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new EmptyResourceArgs();

    protected ResourceArgs()
    {
    }

    private sealed class EmptyResourceArgs : ResourceArgs;
}

/// <summary>Arguments of a function.</summary>
public abstract class InvokeArgs : InputArgs
{
    public static readonly InvokeArgs Empty = new EmptyInvokeArgs();

    protected InvokeArgs()
    {
    }

    private sealed class EmptyInvokeArgs : InvokeArgs;
}
