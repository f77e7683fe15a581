namespace Pulumi.Serialization;

/// <summary>Arguments that a program gave cannot be sent: one is missing, or is of a type that has no form on the wire.</summary>
internal sealed class InvalidArgumentsException(string message) : RunException(message);
