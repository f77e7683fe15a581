using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The deployment that the program runs in.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(DeploymentContext context) => Context = context;

    /// <summary>The organization that the stack belongs to.</summary>
    public string OrganizationName => Context.Settings.Organization;

    public string ProjectName => Context.Settings.Project;

    public string StackName => Context.Settings.Stack;

    /// <summary>The folder that holds the project's file.</summary>
    public string RootDirectory => Context.Settings.RootDirectory
        ?? throw new InvalidOperationException("This engine does not tell the project's folder; update the Pulumi CLI.");

    /// <summary>Whether this is a preview: nothing is created, and outputs may never get a value.</summary>
    public bool IsDryRun => Context.Settings.IsDryRun;

    internal DeploymentContext Context { get; }

    /// <summary>Calls a function of a provider; unknown while its arguments are.</summary>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        new(Context.Functions.CallWhenKnownAsync<T>(token, args, options));

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        new(Context.Functions.CallWhenKnownAsync<T>(token, args, options));

    /// <summary>Calls a function whose result is a single unnamed value.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(static result => result.Values.Single());

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(static result => result.Values.Single());

    /// <summary>Calls a function of a provider with arguments that are known.</summary>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Context.Functions.CallAsync<T>(token, args, options);

    /// <summary>Calls a function whose result does not matter.</summary>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        Context.Functions.CallAsync<object>(token, args, options);

    /// <summary>Calls a function whose result is a single unnamed value, with arguments that are known.</summary>
    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await InvokeAsync<ImmutableDictionary<string, T>>(token, args, options).ConfigureAwait(false)).Values.Single();
}
