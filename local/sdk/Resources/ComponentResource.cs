namespace Pulumi;

/// <summary>A resource that groups others and has no existence beside them.</summary>
public class ComponentResource : Resource
{
    /// <summary>Declares a component.</summary>
    /// <param name="type">The type token, such as <c>package:module:Name</c>.</param>
    /// <param name="name">A name that no other resource of this type and parent has.</param>
    /// <param name="options">How the engine shall treat the component.</param>
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : base(type, name, ResourceArgs.Empty, ComponentResourceOptions.Merge(options, null))
    {
    }

    /// <summary>Says that all children are declared, and what the component's outputs are.</summary>
    protected void RegisterOutputs(IDictionary<string, object?> outputs) =>
        Deployment.Require().RegisterOutputs(this, Output.Create(outputs));
}

/// <summary>The root of a deployment, which declares all that the program does.</summary>
public class Stack : ComponentResource
{
    internal const string TypeToken = "pulumi:pulumi:Stack";

    /// <summary>Runs a program, whose result are the stack's outputs.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program)
        : base(TypeToken, Name(Deployment.Require().Settings))
    {
        Deployment.Require().Stack = this;
        Deployment.Require().RegisterOutputs(this, Output.Create(RunAsync()));

        // Its failure is the outputs' failure, also where it fails before its first await.
        async Task<IDictionary<string, object?>> RunAsync() => (await program()).ToImmutableDictionary();
    }

    private static string Name(DeploymentSettings settings) => $"{settings.Project}-{settings.Stack}";
}
