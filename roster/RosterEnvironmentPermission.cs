namespace Pulumi.Orgs;

/// <summary>What a <see cref="RosterTeam"/> may do with an environment of Pulumi ESC.</summary>
public sealed record RosterEnvironmentPermission
{
    internal const string DefaultProject = "default";

    /// <summary>The environment's project.</summary>
    public string Project { get; init; } = DefaultProject;

    /// <summary>The environment's name in its project.</summary>
    public required string Environment { get; init; }

    /// <summary>What the team may do: <c>read</c>, <c>open</c>, <c>write</c> or <c>admin</c>.</summary>
    public required string Permission { get; init; }

    /// <summary>How long the environment may stay open at most: a duration such as <c>2h30m</c>. Null: no limit.</summary>
    public string? MaxOpenDuration { get; init; }

    /// <summary>Project and environment: <c>default/secrets</c>.</summary>
    internal string Name => $"{Project}/{Environment}";
}
