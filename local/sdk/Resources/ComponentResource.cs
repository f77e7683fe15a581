using System.Reflection;

namespace Pulumi;

/// <summary>A resource that groups others and has no existence beside them.</summary>
public class ComponentResource : Resource
{
    /// <summary>Declares a component.</summary>
    /// <param name="type">The type token, such as <c>package:module:Name</c>.</param>
    /// <param name="name">A name that no other resource of this type and parent has.</param>
    /// <param name="options">How the engine shall treat the component.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    /// <summary>Declares a component with arguments.</summary>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null)
        : base(type, name, args ?? ResourceArgs.Empty, ComponentResourceOptions.Merge(options, null))
    {
    }

    /// <summary>Says that all children are declared; the outputs are the properties with <see cref="OutputAttribute"/>.</summary>
    protected void RegisterOutputs() => RegisterOutputs(GetType()
        .GetProperties()
        .Where(static property => property.Name != nameof(Urn))
        .Select(property => (Output: property.GetCustomAttribute<OutputAttribute>(), Property: property))
        .Where(static member => member.Output is not null)
        .ToDictionary(static member => member.Output!.Name ?? member.Property.Name, member => member.Property.GetValue(this)));

    /// <summary>Says that all children are declared, and what the component's outputs are.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object?})"/>
    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    /// <inheritdoc cref="RegisterOutputs(IDictionary{string, object?})"/>
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) => Deployment.Require().RegisterOutputs(this, outputs);
}

/// <summary>The root of a deployment. Derive from it to write a program as a class, with outputs as its properties.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    public Stack()
        : base(TypeToken, Name(Deployment.Require().Settings)) => Deployment.Require().Stack = this;

    /// <summary>Runs a program given as a function, whose result are the stack's outputs.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program)
        : this()
    {
        RegisterOutputs(RunAsync());

        // Its failure is the outputs' failure, also where it fails before its first await.
        async Task<IDictionary<string, object?>> RunAsync() => (await program()).ToImmutableDictionary();
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
