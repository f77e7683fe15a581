namespace PulumiOrgs.Provider.Commands;

/// <summary>Which tokens to look for, and how to show them.</summary>
internal sealed record TokensOptions
{
    /// <summary>The name of the standard input among files.</summary>
    public const string StandardInput = "-";

    public required string Organization { get; init; }

    /// <summary>The cloud that the user named; null: the usual one.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>Files with the states of stacks.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>Whether to print one JSON document and nothing else.</summary>
    public bool Json { get; init; }
}
