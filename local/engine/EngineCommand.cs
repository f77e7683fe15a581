namespace PulumiOrgs.Local.Engine;

/// <summary>What an engine is run for.</summary>
public enum EngineCommand
{
    /// <summary>Show what <see cref="Up"/> would do.</summary>
    Preview,

    /// <summary>Make things as the program says.</summary>
    Up,

    /// <summary>Record what has become of things.</summary>
    Refresh,

    /// <summary>Delete all that the stack made.</summary>
    Destroy,

    /// <summary>Take over a resource that exists.</summary>
    Import,
}
