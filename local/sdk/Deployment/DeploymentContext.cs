using System.Collections.Concurrent;
using Pulumirpc;

namespace Pulumi;

/// <summary>One run of a program: its settings, the engine it talks to, and what it has started.</summary>
internal sealed class DeploymentContext
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _features = new();
    private readonly ResourceRegistrar _registrar;

    public DeploymentContext(DeploymentSettings settings, IMonitor monitor, IEngine engine)
    {
        Settings = settings;
        Monitor = monitor;
        Log = new EngineLog(engine, Pending);
        Functions = new FunctionCaller(this);
        _registrar = new ResourceRegistrar(this);
    }

    public DeploymentSettings Settings { get; }

    public IMonitor Monitor { get; }

    public PendingTasks Pending { get; } = new();

    public EngineLog Log { get; }

    public FunctionCaller Functions { get; }

    /// <summary>The root of all resources; null until it is declared.</summary>
    public Stack? Stack { get; set; }

    public void Register(Resource resource, ResourceArgs args, ResourceOptions options, bool remote) =>
        Pending.Add(_registrar.RegisterAsync(resource, args, options, remote));

    public void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Pending.Add(_registrar.RegisterOutputsAsync(resource, outputs));

    /// <summary>Whether the engine has a feature; asked once.</summary>
    public Task<bool> SupportsAsync(string feature) =>
        _features.GetOrAdd(feature, name => new Lazy<Task<bool>>(() => Monitor.SupportsFeatureAsync(name))).Value;

    public void Warn(string message, Resource? resource = null) => _ = Log.WriteAsync(LogSeverity.Warning, message, resource);
}
