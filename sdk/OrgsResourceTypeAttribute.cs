namespace Pulumi.Orgs;

/// <summary>Marks a class as a resource of this package.</summary>
internal sealed class OrgsResourceTypeAttribute(string type) : ResourceTypeAttribute(type, Utilities.Version);
