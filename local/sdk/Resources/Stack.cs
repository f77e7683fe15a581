using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi;

/// <summary>The root of a deployment. Derive from it to write a program as a class, with outputs as its properties.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(TypeToken, Name(Deployment.Require().Settings), new ComponentResourceOptions
        {
            ResourceTransformations = options?.ResourceTransformations ?? [],
        })
    {
        Deployment.Require().Stack = this;
    }

    /// <summary>Runs a program given as a function, whose result are the stack's outputs.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
        : this(options)
    {
        RegisterOutputs(RunAsync());

        // Its failure is the outputs' failure, also where it fails before its first await.
        async Task<IDictionary<string, object?>> RunAsync() =>
            (await program().ConfigureAwait(false)).ToImmutableDictionary();
    }

    /// <summary>Takes the properties of a derived class as the stack's outputs.</summary>
    internal void RegisterProperties()
    {
        var members = GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => !property.DeclaringType!.IsAssignableFrom(typeof(Stack)))
            .Select(property => (Output: property.GetCustomAttribute<OutputAttribute>(), Property: property))
            .Where(static member => member.Output is not null)
            .Select(member => (Name: member.Output!.Name ?? member.Property.Name, Value: member.Property.GetValue(this)))
            .ToArray();
        Refuse("have no value; the stack's constructor has to give them one", static value => value is null);
        Refuse("have an incorrect type; it has to be Output<T>", static value => value is not IOutput);
        RegisterOutputs(members.ToDictionary(static member => member.Name, static member => member.Value));

        void Refuse(string problem, Predicate<object?> isBad)
        {
            string[] bad = [.. members.Where(member => isBad(member.Value)).Select(static member => $"'{member.Name}'")];
            if (bad.Length > 0)
            {
                throw new RunException($"[Output] properties of {GetType().FullName} {problem}: {string.Join(", ", bad)}.");
            }
        }
    }

    private static string Name(DeploymentSettings settings) => $"{settings.Project}-{settings.Stack}";
}
