namespace PulumiOrgs.Framework.Declaring;

/// <summary>An input that cannot be right.</summary>
/// <param name="Property">Path of the property, such as <c>members[2]</c>; empty when it is about several.</param>
/// <param name="Reason">What is wrong with it and what would be right.</param>
public sealed record CheckFailure(string Property, string Reason);
