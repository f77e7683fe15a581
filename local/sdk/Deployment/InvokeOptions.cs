namespace Pulumi;

/// <summary>How a function is called, beside its arguments.</summary>
public class InvokeOptions
{
    /// <summary>The resource whose provider is used when none is given.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The provider that answers; null is the parent's, or the package's default one.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The version of the package.</summary>
    public string? Version { get; set; }
}

/// <summary>How a function is called whose result is an output.</summary>
public class InvokeOutputOptions : InvokeOptions
{
    /// <summary>Resources that must exist before the call.</summary>
    public InputList<Resource> DependsOn
    {
        get => field ??= [];
        set;
    }
}
