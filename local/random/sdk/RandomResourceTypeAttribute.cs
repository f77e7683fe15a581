namespace Pulumi.Random;

/// <summary>Marks a class as a resource of this package.</summary>
internal sealed class RandomResourceTypeAttribute(string type) : ResourceTypeAttribute(type, Utilities.Version);
