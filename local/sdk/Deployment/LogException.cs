namespace Pulumi;

/// <summary>The engine did not take a message; so the program cannot report its failures there either.</summary>
public class LogException(Exception exception) : Exception("A message could not be sent to the engine.", exception);
