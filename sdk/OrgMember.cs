namespace Pulumi.Orgs;

/// <summary>
/// A person in an organization. The person needs a Pulumi account before joining. Removing the resource removes the person from the
/// organization and from every team of it. The last admin, and the owner of the access token, are never demoted or removed.
/// </summary>
[OrgsResourceType("orgs:index:OrgMember")]
public partial class OrgMember : global::Pulumi.CustomResource
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Output("organization")]
    public Output<string> Organization { get; private set; } = null!;

    /// <summary>The person's login at Pulumi Cloud. Upper and lower case are the same.</summary>
    [Output("username")]
    public Output<string> Username { get; private set; } = null!;

    /// <summary>The person's role in the organization.</summary>
    [Output("role")]
    public Output<string> Role { get; private set; } = null!;

    /// <summary>The person's display name. Several people may have the same one.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>The person's email address. Absent when the service does not tell it.</summary>
    [Output("email")]
    public Output<string?> Email { get; private set; } = null!;

    /// <summary>The URL of the person's picture.</summary>
    [Output("avatarUrl")]
    public Output<string> AvatarUrl { get; private set; } = null!;

    /// <summary>Whether the person has a Pulumi account.</summary>
    [Output("knownToPulumi")]
    public Output<bool> KnownToPulumi { get; private set; } = null!;

    /// <summary>Whether the person is an admin here without being one at the identity provider behind the organization.</summary>
    [Output("virtualAdmin")]
    public Output<bool> VirtualAdmin { get; private set; } = null!;

    /// <summary>Declares a resource of this kind.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="args">The arguments of the resource.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public OrgMember(string name, OrgMemberArgs args, CustomResourceOptions? options = null)
        : base("orgs:index:OrgMember", name, args ?? new OrgMemberArgs(), MakeResourceOptions(options, null))
    {
    }

    private OrgMember(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("orgs:index:OrgMember", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads a resource that exists already, without managing it.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="id">The id of the resource: <c>organization/username</c>.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public static OrgMember Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var merged = CustomResourceOptions.Merge(
            new CustomResourceOptions
            {
                Version = Utilities.Version,
            },
            options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
