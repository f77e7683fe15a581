using Pulumirpc;

namespace Pulumi;

/// <summary>Where the program's messages go.</summary>
internal interface IEngine
{
    Task LogAsync(LogRequest request);
}
