namespace Pulumi;

/// <summary>Ends the program with a message for its user; no stack trace is shown.</summary>
public class RunException : Exception
{
    public RunException(string message)
        : base(message)
    {
    }

    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The engine did not take a message; so the program cannot report its failures there either.</summary>
public class LogException(Exception exception) : Exception("A message could not be sent to the engine.", exception);

/// <summary>Ends the program with a message that is shown with a resource.</summary>
public class ResourceException(string message, Resource? resource) : Exception(message)
{
    internal Resource? Resource { get; } = resource;
}

/// <summary>Arguments that a program gave cannot be sent: one is missing, or is of a type that has no form on the wire.</summary>
internal sealed class InvalidArgumentsException(string message) : RunException(message);
