using Pulumirpc;

namespace Pulumi;

/// <summary>One run of a program: its settings, the engine it talks to, and what it has started.</summary>
internal sealed class RunningDeployment
{
    private readonly ResourceRegistrar _registrar;

    public RunningDeployment(DeploymentSettings settings, IEngine engine)
    {
        Settings = settings;
        Engine = engine;
        Log = new ProgramLog(engine, Pending);
        Functions = new FunctionCaller(this);
        _registrar = new ResourceRegistrar(this);
    }

    public DeploymentSettings Settings { get; }

    public IEngine Engine { get; }

    public PendingTasks Pending { get; } = new();

    public ProgramLog Log { get; }

    public FunctionCaller Functions { get; }

    /// <summary>The root of all resources; null until it is declared.</summary>
    public Stack? Stack { get; set; }

    public void Register(Resource resource, ResourceArgs args, ResourceOptions options) =>
        Pending.Add(_registrar.RegisterAsync(resource, args, options));

    public void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Pending.Add(_registrar.RegisterOutputsAsync(resource, outputs));

    public void Warn(string message, Resource? resource = null) => _ = Log.WriteAsync(LogSeverity.Warning, message, resource);
}
