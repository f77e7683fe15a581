using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Monitor;

/// <summary>The log of programs and providers, and the root that a program may name.</summary>
/// <param name="session">The run that is served.</param>
internal sealed class EngineService(MonitorSession session) : Pulumirpc.Engine.EngineBase
{
    private string _root = "";

    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        session.Log(new Diagnostic(
            request.Severity switch
            {
                LogSeverity.Info => DiagnosticSeverity.Info,
                LogSeverity.Warning => DiagnosticSeverity.Warning,
                LogSeverity.Error => DiagnosticSeverity.Error,
                _ => DiagnosticSeverity.Debug,
            },
            request.Message,
            UrnOf(request.Urn)));
        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetRootResourceResponse { Urn = Volatile.Read(ref _root) });

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        Volatile.Write(ref _root, request.Urn);
        return Task.FromResult(new SetRootResourceResponse());
    }

    // A message is worth more than the name of what it is about: a name that cannot be read must not lose it.
    private static Urn? UrnOf(string urn)
    {
        try
        {
            return Urn.ParseOptional(urn);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
