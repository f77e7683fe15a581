namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>How a process ended, and what it printed.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);
