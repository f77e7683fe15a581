using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The output properties of resources.</summary>
internal static class ResourceOutputs
{
    public const string Urn = "urn";
    public const string Id = "id";

    /// <summary>Gives each output property of the resource an output that is filled later, and says how to fill it.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="fillComponents">Whether a component's own outputs come from the engine; otherwise its class sets them.</param>
    public static ImmutableDictionary<string, IOutputSource> Initialize(Resource resource, bool fillComponents)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, IOutputSource>();
        foreach (var property in resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is not { } output
                || (resource is ComponentResource && !fillComponents && property.DeclaringType != typeof(Resource)))
            {
                continue;
            }

            if (property.PropertyType is not { IsConstructedGenericType: true } type
                || type.GetGenericTypeDefinition() != typeof(Output<>))
            {
                throw new RunException($"{resource.GetType().FullName}.{property.Name} is marked [Output] but is no Output<T>.");
            }

            var sourceType = typeof(OutputSource<>).MakeGenericType(type.GenericTypeArguments);
            var source = (IOutputSource)Activator.CreateInstance(sourceType, resource)!;
            // A private setter is only found on the class that declares it.
            property.DeclaringType!.GetProperty(property.Name)!.SetValue(resource, source.Output);
            sources.Add(output.Name ?? property.Name, source);
        }

        return sources.ToImmutable();
    }
}
