namespace PulumiOrgs.Local.Cloud.State;

/// <summary>An access token of an organization or of one of its teams; a deleted one stays, since its name is spent.</summary>
public sealed record AccessToken
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The team that it belongs to; null for one of the organization itself.</summary>
    public string? Team { get; init; }

    /// <summary>What the value hashes to; the value itself is kept nowhere. See <see cref="TokenValue"/>.</summary>
    public required string ValueHash { get; init; }

    public bool Admin { get; init; }

    public DateTimeOffset Created { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Unix seconds; 0 is never.</summary>
    public long LastUsed { get; init; }

    /// <summary>Unix seconds; 0 is never.</summary>
    public long Expires { get; init; }

    /// <summary>Null while the token exists.</summary>
    public DateTimeOffset? Deleted { get; init; }

    public bool HasExpired(DateTimeOffset now) => Expires != 0 && Expires <= now.ToUnixTimeSeconds();

    /// <summary>Whether a request that carries the token's value is let in.</summary>
    public bool Works(DateTimeOffset now) => Deleted is null && !HasExpired(now);
}
