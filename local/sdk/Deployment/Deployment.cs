using Pulumi.Testing;

namespace Pulumi;

/// <summary>Runs programs, under the engine or under a test.</summary>
public sealed class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> Running = new();

    private Deployment()
    {
    }

    /// <summary>The deployment that this code runs in.</summary>
    /// <exception cref="InvalidOperationException">It runs in none.</exception>
    public static DeploymentInstance Instance => Running.Value
        ?? throw new InvalidOperationException("This needs a deployment: it has to be called from what Deployment.RunAsync runs.");

    /// <summary>The deployment that this code runs in, or null.</summary>
    internal static RunningDeployment? Current => Running.Value?.Context;

    /// <summary>Runs a program without outputs.</summary>
    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(Action action) => RunAsync(() =>
    {
        action();
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <summary>Runs a program that gives the stack's outputs.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    /// <summary>Runs an asynchronous program without outputs.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task> func) => RunAsync(async () =>
    {
        await func();
        return ImmutableDictionary<string, object?>.Empty;
    });

    /// <summary>Runs an asynchronous program that gives the stack's outputs.</summary>
    /// <inheritdoc cref="RunAsync(Action)"/>
    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func) => RunUnderEngineAsync(() => new Stack(func));

    /// <summary>Runs a program against mocks; gives the resources that it declared and its outputs.</summary>
    /// <exception cref="RunException">The program failed; with several errors it is an <see cref="AggregateException"/>.</exception>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = ImmutableDictionary<string, object?>.Empty;
        var resources = await RunAgainstAsync(testMocks, testOptions, () => new Stack(async () => outputs = await createResources()));
        return ([.. resources.Where(static resource => resource is not Stack)], outputs);
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object?}}})"/>
    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <summary>Runs a program without outputs against mocks; gives the resources that it declared.</summary>
    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object?}}})"/>
    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources) =>
        (await TestAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return (IDictionary<string, object?>)ImmutableDictionary<string, object?>.Empty;
        })).Resources;

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });

    internal static RunningDeployment Require() => Instance.Context;

    /// <summary>Makes the running deployment wait for a task, if there is one.</summary>
    internal static void Track(Task task) => Current?.Pending.Add(task);

    /// <summary>Runs a program in a deployment.</summary>
    internal static async Task<int> RunAsync(RunningDeployment context, Func<Stack> declare)
    {
        if (Running.Value is not null)
        {
            throw new InvalidOperationException("A deployment is running already; a program cannot start another one inside it.");
        }

        // Flows to all that is called from here and, since this method is async, to nothing else.
        Running.Value = new DeploymentInstance(context);
        return await new ProgramRunner(context).RunAsync(declare);
    }

    private static async Task<int> RunUnderEngineAsync(Func<Stack> declare)
    {
        var (settings, monitor, engine) = DeploymentSettings.FromEnvironment(Environment.GetEnvironmentVariable);
        using var connection = new GrpcEngine(monitor, engine);
        return await RunAsync(new RunningDeployment(settings, connection), declare);
    }

    private static async Task<ImmutableArray<Resource>> RunAgainstAsync(IMocks mocks, TestOptions options, Func<Stack> declare)
    {
        var settings = new DeploymentSettings
        {
            Project = options.ProjectName ?? "project",
            Stack = options.StackName ?? "stack",
            IsDryRun = options.IsPreview ?? true,
        };
        var engine = new MockEngine(mocks, settings);
        await RunAsync(new RunningDeployment(settings, engine), declare);
        return engine.Errors switch
        {
            [] => engine.Resources,
            [var error] => throw new RunException(error),
            var errors => throw new AggregateException(errors.Select(static error => new RunException(error))),
        };
    }
}

/// <summary>The deployment that the program runs in.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(RunningDeployment context) => Context = context;

    public string ProjectName => Context.Settings.Project;

    public string StackName => Context.Settings.Stack;

    /// <summary>Whether this is a preview: nothing is created, and outputs may never get a value.</summary>
    public bool IsDryRun => Context.Settings.IsDryRun;

    internal RunningDeployment Context { get; }

    /// <summary>Calls a function of a provider; unknown while its arguments are.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Context.Functions.CallWhenKnownAsync<T>(token, args, options));

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(Context.Functions.CallWhenKnownAsync<T>(token, args, options));

    /// <summary>Calls a function of a provider with arguments that are known.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Context.Functions.CallAsync<T>(token, args, options);
}
