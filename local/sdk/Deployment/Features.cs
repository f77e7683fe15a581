namespace Pulumi;

/// <summary>What an engine may or may not support, by the name it is asked for.</summary>
internal static class Features
{
    /// <summary>Values may refer to resources; otherwise they hold an id or URN.</summary>
    public const string ResourceReferences = "resourceReferences";

    /// <summary>The engine works out former URNs; otherwise the program does.</summary>
    public const string AliasSpecs = "aliasSpecs";

    public const string DeletedWith = "deletedWith";
}
