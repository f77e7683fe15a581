using System.Runtime.InteropServices;
using Newtonsoft.Json;
using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Display;
using Spectre.Console;

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

    /// <inheritdoc cref="StateRemoval.RunAsync"/>
    Task<int> DeleteFromStateAsync(EngineOptions options, string urn, bool force, bool dependents);
}

/// <summary>Carries commands out on the console, which gets lines of text or JSON.</summary>
internal sealed class ConsoleCommandRunner(TimeProvider time) : ICommandRunner
{
    // Lines in a log are as long as they are; a width would break them.
    private const int UnlimitedWidth = 100_000;

    public async Task<int> RunAsync(EngineOptions options, Uri? cloud, bool json, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var abort = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Interrupt(signal, stop, abort));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Interrupt(signal, stop, abort));
        ICloudSource source = cloud is null ? new EmulatorCloud(time) : new GivenCloud(cloud);
        var runner = new EngineRunner(options, source, DisplayFor(json), time);
        return (await runner.RunAsync(stop.Token, abort.Token)).ExitCode;
    }

    public int PrintState(EngineOptions options) => Guard(() =>
    {
        var deployment = StateFile.Of(options, PulumiProject.Find(options.ProgramDirectory)).Load() ?? [];
        var checkpoint = new JObject { ["version"] = StateFile.Version, ["deployment"] = deployment };
        Console.Out.WriteLine(checkpoint.ToString(Formatting.Indented));
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    public Task<int> DeleteFromStateAsync(EngineOptions options, string urn, bool force, bool dependents) => Guard(async () =>
    {
        var file = StateFile.Of(options, PulumiProject.Find(options.ProgramDirectory));
        using var hold = file.Lock();
        var store = StateStore.Open(file, PassphraseSource.Beside(file, options), time, readOnly: false);
        foreach (var gone in await new StateRemoval(store).RunAsync(urn, force, dependents))
        {
            Console.Out.WriteLine($"out of the state: {gone}");
        }
    });

    private static async Task<int> Guard(Func<Task> act)
    {
        try
        {
            await act();
            return 0;
        }
        catch (Exception exception) when (EngineRunner.IsUsersAffair(exception))
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return 1;
        }
    }

    /// <summary>The first Ctrl-C lets what is under way end; the second breaks it off.</summary>
    private static void Interrupt(PosixSignalContext signal, CancellationTokenSource stop, CancellationTokenSource abort)
    {
        signal.Cancel = true;
        (stop.IsCancellationRequested ? abort : stop).Cancel();
    }

    private static IDisplay DisplayFor(bool json)
    {
        if (json)
        {
            return new JsonDisplay(Console.Out);
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = UnlimitedWidth;
        }

        return new PlainDisplay(AnsiConsole.Console);
    }
}
