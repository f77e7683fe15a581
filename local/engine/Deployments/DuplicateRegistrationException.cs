namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>The program registers under a name that another of its resources has.</summary>
public sealed class DuplicateRegistrationException(string message) : RegistrationException(message);
