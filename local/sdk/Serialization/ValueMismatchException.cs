using PulumiOrgs.Protocol;

namespace Pulumi.Serialization;

/// <summary>A value is not of the type that the program declares. Says of which kind it is, never what it is: it may be secret.</summary>
internal sealed class ValueMismatchException(string path, Type expected, PropertyValue actual)
    : Exception($"{path}: expected {expected}, got a {actual.GetType().Name}");
