namespace PulumiOrgs.Provider.Cloud;

/// <summary>A member of an organization.</summary>
/// <param name="Username">The login, as the server writes it.</param>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="Email">The address; null where the server does not tell it.</param>
/// <param name="AvatarUrl">Where the picture is; may be empty.</param>
/// <param name="Role">The role in the organization, in the API's words: <c>member</c>, <c>admin</c>, <c>billing-manager</c> and so on.</param>
/// <param name="KnownToPulumi">Whether the person has a Pulumi account.</param>
/// <param name="VirtualAdmin">Whether the person is an admin here without being one at the identity provider.</param>
public sealed record Member(
    string Username, string Name, string? Email, string AvatarUrl, string Role, bool KnownToPulumi, bool VirtualAdmin)
{
    /// <summary>When the person joined the organization, by the server's clock (<see cref="ICloud.ServerTimeAt"/>); null where the server
    /// does not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The role in full, of which <see cref="Role"/> is the closest built-in one; null where the server does not say.</summary>
    public GivenRole? FullRole { get; init; }

    /// <summary>The role that the organization made; null for who has a built-in one.</summary>
    public GivenRole? CustomRole => FullRole is { IsBuiltIn: false } ? FullRole : null;
}
