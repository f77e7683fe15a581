namespace PulumiOrgs.Local.Engine.Projects;

/// <summary>A project, its configuration or its program is not as it should be; the message says what would be right.</summary>
public sealed class ProjectException(string message, Exception? inner = null) : Exception(message, inner);
