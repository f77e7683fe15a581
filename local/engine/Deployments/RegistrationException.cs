namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What the program registers cannot be; the message says why.</summary>
public class RegistrationException(string message) : Exception(message);
