namespace Pulumi;

/// <summary>A resource that a provider manages.</summary>
public class CustomResource : Resource
{
    /// <summary>Declares a resource.</summary>
    /// <param name="type">The type token, such as <c>package:module:Name</c>.</param>
    /// <param name="name">A name that no other resource of this type and parent has.</param>
    /// <param name="args">The arguments; null is none.</param>
    /// <param name="options">How the engine shall treat the resource; null is nothing in particular.</param>
    // Without a default: the real package has a second constructor by which a call without options is ambiguous.
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions(), remote: false)
    {
    }

    private protected CustomResource(string type, string name)
        : base(type, name)
    {
    }

    /// <summary>The id that the provider gave; unknown in the preview of a creation.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
