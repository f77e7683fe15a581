using System.Collections;
using PulumiOrgs.Local.Engine.Programs;

namespace PulumiOrgs.Local.Engine;

/// <summary>What to run, and with what.</summary>
public sealed record EngineOptions
{
    public const string DefaultStack = "dev";
    public const int DefaultParallel = 16;

    public required EngineCommand Command { get; init; }

    /// <summary>A folder of the project or below it.</summary>
    public string ProgramDirectory { get; init; } = Directory.GetCurrentDirectory();

    public string Stack { get; init; } = DefaultStack;

    /// <summary>Where the state is; null: <c>.pulumi-local/STACK.json</c> in the project's folder.</summary>
    public string? StateFile { get; init; }

    /// <summary>A provider plugin, or a folder that holds one; null: as the project or the PATH says.</summary>
    public string? Provider { get; init; }

    /// <summary>How many steps may be under way at once.</summary>
    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>Settings by <c>namespace:key</c>, or <c>key</c> for the project's own.</summary>
    public IReadOnlyDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Go on with what does not need what failed.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>Show the values of the stack's outputs that are secret.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>In a refresh, forget creations that were cut off.</summary>
    public bool ClearPendingCreates { get; init; }

    /// <summary>What an import takes over.</summary>
    public ImportRequest? Import { get; init; }

    /// <summary>A file that names all that an import takes over; null: <see cref="Import"/> is all.</summary>
    public string? ImportFile { get; init; }

    /// <summary>Whether deleting what <see cref="ImportFile"/> names is to be refused.</summary>
    public bool Protect { get; init; }

    /// <summary>The program to run; null: the project's.</summary>
    public IProgram? Program { get; init; }

    /// <summary>Keys of passphrases that several runs share; null: this run derives its own.</summary>
    public DerivedKeys? Keys { get; init; }

    /// <summary>The environment of program and providers.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = CurrentEnvironment();

    private static ImmutableDictionary<string, string> CurrentEnvironment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToImmutableDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!);
}

/// <summary>What an engine is run for.</summary>
public enum EngineCommand
{
    /// <summary>Show what <see cref="Up"/> would do.</summary>
    Preview,

    /// <summary>Make things as the program says.</summary>
    Up,

    /// <summary>Record what has become of things.</summary>
    Refresh,

    /// <summary>Delete all that the stack made.</summary>
    Destroy,

    /// <summary>Take over a resource that exists.</summary>
    Import,
}
