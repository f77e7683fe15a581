namespace PulumiOrgs.Provider.Commands;

/// <summary>What to compare, and how to show it.</summary>
internal sealed record DriftOptions
{
    public required string Organization { get; init; }

    public required string RosterFile { get; init; }

    /// <summary>The file for a page; null: none is wanted.</summary>
    public string? Html { get; init; }

    /// <summary>Whether the page may overwrite a file that is none.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to print one JSON document and nothing else.</summary>
    public bool Json { get; init; }
}
