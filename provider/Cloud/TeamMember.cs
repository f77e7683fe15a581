namespace PulumiOrgs.Provider.Cloud;

/// <summary>A person in a team.</summary>
/// <param name="Username">The login, as the server writes it.</param>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="AvatarUrl">Where the picture is; may be empty.</param>
/// <param name="Role">The role in the team, in the API's words: <c>member</c> or <c>admin</c>.</param>
public sealed record TeamMember(string Username, string Name, string AvatarUrl, string Role);
