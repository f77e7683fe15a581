namespace PulumiOrgs.Bench;

/// <summary>What is measured, and under which conditions.</summary>
/// <param name="Plugin">The plugin's binary.</param>
/// <param name="Managed">The same plugin of a development build, to compare the start with; null compares nothing.</param>
/// <param name="Latency">How long the cloud takes for each request.</param>
/// <param name="Parallel">How many resources the engine deals with at once.</param>
internal sealed record Settings(string Plugin, string? Managed, TimeSpan Latency, int Parallel);
