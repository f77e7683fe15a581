using PulumiOrgs.Local.Cloud.Rig;

namespace PulumiOrgs.Build.Grid;

/// <summary>A command that was run.</summary>
/// <param name="Succeeded">What its exit code would say.</param>
/// <param name="Changes">What it says that it changed.</param>
/// <param name="Errors">Its error messages.</param>
/// <param name="Screen">All that it printed.</param>
/// <param name="Requests">What the cloud was asked meanwhile.</param>
internal sealed record Ran(
    bool Succeeded, IReadOnlyList<string> Changes, IReadOnlyList<string> Errors, string Screen, IReadOnlyList<LoggedRequest> Requests);
