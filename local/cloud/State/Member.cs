using Newtonsoft.Json;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Someone on one or both rosters of an organization.</summary>
public sealed record Member
{
    public required string Login { get; init; }

    public OrganizationRole Role { get; init; } = OrganizationRole.Member;

    /// <summary>Listed by <c>type=frontend</c>: those whom the service itself has as members.</summary>
    public bool InFrontend { get; init; } = true;

    /// <summary>Listed by <c>type=backend</c>: those in whatever backs the organization.</summary>
    public bool InBackend { get; init; } = true;

    /// <summary>Whether this person has a Pulumi account.</summary>
    public bool KnownToPulumi { get; init; } = true;

    /// <summary>An admin here without being one in whatever backs the organization.</summary>
    public bool VirtualAdmin { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>False for someone whom the backend knows but who never joined.</summary>
    [JsonIgnore]
    public bool HasJoined => Role != OrganizationRole.PotentialMember;
}
