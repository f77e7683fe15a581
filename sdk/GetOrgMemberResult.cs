namespace Pulumi.Orgs;

/// <summary>What <see cref="GetOrgMember"/> finds.</summary>
[OutputType]
public sealed class GetOrgMemberResult
{
    /// <summary>The person's login.</summary>
    public readonly string Username;

    /// <summary>The person's role in the organization: <c>member</c> or <c>admin</c>, or another that the service knows.</summary>
    public readonly string Role;

    /// <summary>The person's display name. Several people may have the same one.</summary>
    public readonly string Name;

    /// <summary>The person's email address. Absent when the service does not tell it.</summary>
    public readonly string? Email;

    /// <summary>The URL of the person's picture.</summary>
    public readonly string AvatarUrl;

    /// <summary>Whether the person has a Pulumi account.</summary>
    public readonly bool KnownToPulumi;

    /// <summary>Whether the person is an admin here without being one at the identity provider behind the organization.</summary>
    public readonly bool VirtualAdmin;

    [OutputConstructor]
    private GetOrgMemberResult(
        string username,
        string role,
        string name,
        string? email,
        string avatarUrl,
        bool knownToPulumi,
        bool virtualAdmin)
    {
        Username = username;
        Role = role;
        Name = name;
        Email = email;
        AvatarUrl = avatarUrl;
        KnownToPulumi = knownToPulumi;
        VirtualAdmin = virtualAdmin;
    }
}
