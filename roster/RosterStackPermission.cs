namespace Pulumi.Orgs;

/// <summary>What a <see cref="RosterTeam"/> may do with a stack.</summary>
public sealed record RosterStackPermission
{
    /// <summary>The stack's project.</summary>
    public required string Project { get; init; }

    /// <summary>The stack's name in its project.</summary>
    public required string Stack { get; init; }

    /// <summary>What the team may do: <c>read</c>, <c>write</c> or <c>admin</c>.</summary>
    public required string Permission { get; init; }

    /// <summary>Project and stack, as a roster names them: <c>website/prod</c>.</summary>
    internal string Name => $"{Project}/{Stack}";
}
