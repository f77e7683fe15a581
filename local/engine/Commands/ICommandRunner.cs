namespace PulumiOrgs.Local.Engine.Commands;

/// <summary>Carries out what a command line asks for. The answers are exit codes.</summary>
internal interface ICommandRunner
{
    /// <param name="options">What to run.</param>
    /// <param name="cloud">The cloud to talk to; null: an emulated one.</param>
    /// <param name="json">Print one JSON document and nothing else.</param>
    /// <param name="cancellationToken">Begin nothing more.</param>
    Task<int> RunAsync(EngineOptions options, Uri? cloud, bool json, CancellationToken cancellationToken);

    /// <summary>Prints the state of the stack.</summary>
    int PrintState(EngineOptions options);
}
