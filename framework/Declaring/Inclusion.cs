namespace PulumiOrgs.Framework.Declaring;

/// <summary>An object that a resource declares along with itself, though it has a resource of its own too.</summary>
/// <param name="Resource">The other resource's name, of the same package.</param>
/// <param name="Id">The object's id as that resource.</param>
public readonly record struct Inclusion(string Resource, string Id);
