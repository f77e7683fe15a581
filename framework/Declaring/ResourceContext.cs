using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>Which resource of the program a call is about, and in which deployment.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Type">Its type token.</param>
public sealed record ResourceContext(string Urn, string Type)
{
    /// <summary>What is known of the deployment that the call belongs to.</summary>
    public Deployment Deployment { get; init; } = new();

    /// <summary>Where the user reads what is to be said besides answers.</summary>
    public IDeploymentLog Log { get; init; } = SilentLog.Instance;

    /// <summary>The name that the program gave it.</summary>
    public string Name => NameOf(Urn);

    /// <summary>The type token of another resource of the same package.</summary>
    public string TypeOf(string resource) => string.Concat(Type.AsSpan(0, Type.LastIndexOf(':') + 1), resource);

    /// <summary>The command that brings an object that exists under the program's care.</summary>
    public string ImportCommand(string id) => $"pulumi import {Type} {Name} {id}";

    /// <summary>Tells the user something about this resource.</summary>
    public Task InformAsync(string message, CancellationToken cancellationToken) => Log.InformAsync(Urn, message, cancellationToken);

    /// <summary>Warns the user about this resource.</summary>
    public Task WarnAsync(string message, CancellationToken cancellationToken) => Log.WarnAsync(Urn, message, cancellationToken);

    /// <summary>The name in a URN.</summary>
    internal static string NameOf(string urn) => urn.Split("::", 4)[^1];

    private sealed class SilentLog : IDeploymentLog
    {
        public static SilentLog Instance { get; } = new();

        public Task InformAsync(string urn, string message, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WarnAsync(string urn, string message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
