namespace Pulumi.Orgs.Outputs;

/// <summary>A person in a team.</summary>
[OutputType]
public sealed class TeamMemberInfo
{
    /// <summary>The person's login.</summary>
    public readonly string Username;

    /// <summary>The person's display name. Several people may have the same one.</summary>
    public readonly string Name;

    /// <summary>The URL of the person's picture.</summary>
    public readonly string AvatarUrl;

    /// <summary>The person's role in the team: <c>member</c> or <c>admin</c>.</summary>
    public readonly string Role;

    [OutputConstructor]
    private TeamMemberInfo(string username, string name, string avatarUrl, string role)
    {
        Username = username;
        Name = name;
        AvatarUrl = avatarUrl;
        Role = role;
    }
}
