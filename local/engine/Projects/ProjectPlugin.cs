namespace PulumiOrgs.Local.Engine.Projects;

/// <summary>A provider plugin that a project brings along.</summary>
/// <param name="Name">The package that it serves.</param>
/// <param name="Path">The folder that holds it, absolute.</param>
public sealed record ProjectPlugin(string Name, string Path);
