using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>What <see cref="GetCurrentUser"/> finds.</summary>
[OutputType]
public sealed class GetCurrentUserResult
{
    /// <summary>The user's login.</summary>
    public readonly string Username;

    /// <summary>The user's display name.</summary>
    public readonly string Name;

    /// <summary>The user's email address; empty for the user behind a machine token.</summary>
    public readonly string Email;

    /// <summary>The names of the organizations that the user belongs to.</summary>
    public readonly ImmutableArray<string> Organizations;

    [OutputConstructor]
    private GetCurrentUserResult(
        string username,
        string name,
        string email,
        ImmutableArray<string> organizations)
    {
        Username = username;
        Name = name;
        Email = email;
        Organizations = organizations;
    }
}
