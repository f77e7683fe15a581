namespace PulumiOrgs.Provider.Commands;

/// <summary>What to export, and where to.</summary>
internal sealed record ExportOptions
{
    public required string Organization { get; init; }

    /// <summary>The cloud that the user named; null: the usual one.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>The file for <c>pulumi import</c>; null: the usual name, beside the program or here.</summary>
    public string? Output { get; init; }

    /// <summary>The folder for a program; null: none is wanted.</summary>
    public string? Program { get; init; }

    /// <summary>Whether files that exist may be overwritten.</summary>
    public bool Force { get; init; }
}
