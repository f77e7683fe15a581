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

    /// <summary>Declares a component with arguments, or one that a plugin makes (<paramref name="remote"/>).</summary>
    public ComponentResource(
        string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, custom: false, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions(), remote)
    {
        IsRemote = remote;
    }

    internal bool IsRemote { get; }

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
    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs) =>
        Deployment.Require().RegisterOutputs(this, outputs);
}
