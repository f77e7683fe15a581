using Microsoft.AspNetCore.Http.Features;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>Finds out who calls, and turns away who does not say so.</summary>
internal sealed class Authentication(RequestDelegate next, CloudState state, EmulatedCloudOptions options, StartingToken starting)
{
    private const string Scheme = "token ";

    public Task InvokeAsync(HttpContext http)
    {
        http.Features.Set(Authenticate(http.Request.Headers.Authorization.ToString()));
        return next(http);
    }

    private Caller Authenticate(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Unauthorized();
        }

        var hash = TokenValue.Hash(header[Scheme.Length..].Trim());
        var data = state.Data;
        if (hash == starting.Hash)
        {
            return new Caller { Login = starting.Login };
        }

        if (data.PersonalTokens.TryGetValue(hash, out var login))
        {
            return new Caller { Login = login };
        }

        foreach (var organization in data.Organizations.Values)
        {
            if (organization.Tokens.Find(token => token.ValueHash == hash) is { } token && token.Works(options.Clock.GetUtcNow()))
            {
                return new Caller { Login = organization.Name, MachineToken = Used(organization, token) };
            }
        }

        throw Unauthorized();
    }

    private AccessToken Used(Organization organization, AccessToken token)
    {
        state.Change(organization.Name, current => current.UseToken(token.Id, options.Clock.GetUtcNow()));
        return token;
    }

    private static RefusedException Unauthorized() => new(HttpStatusCode.Unauthorized, "No credentials provided or are invalid.");
}

/// <summary>On whose behalf a request is made: a person, or an organization by a token of its own or of one of its teams.</summary>
internal sealed record Caller
{
    /// <summary>A person's login; for a machine token the organization.</summary>
    public required string Login { get; init; }

    /// <summary>Null for a person.</summary>
    public AccessToken? MachineToken { get; init; }

    /// <summary>The caller's role, null when the organization is none of the caller's business.</summary>
    public OrganizationRole? RoleIn(Organization organization)
    {
        if (MachineToken is not null)
        {
            return !Names.Comparer.Equals(organization.Name, Login) ? null
                : MachineToken.Admin ? OrganizationRole.Admin
                : OrganizationRole.Member;
        }

        return organization.TryFindMember(Login, out var member) ? member.Role : null;
    }

    /// <exception cref="RefusedException">404: the caller is not in it, and so does not learn that it exists.</exception>
    public Organization MayRead(Organization organization) =>
        RoleIn(organization) is null ? throw RefusedException.NotFound("Organization", organization.Name) : organization;

    /// <exception cref="RefusedException">404: as for reading. 403: the caller is no admin of it.</exception>
    public Organization MayWrite(Organization organization) =>
        RoleIn(MayRead(organization)) == OrganizationRole.Admin
            ? organization
            : throw RefusedException.Forbidden($"You must be an admin of organization '{organization.Name}'.");

    /// <exception cref="RefusedException">404: as for reading. 403: the caller is an admin neither of it nor of the team.</exception>
    public Organization MayWriteTeam(Organization organization, string team) =>
        MayRead(organization).Teams.TryGetValue(team, out var found) && RoleIn(found) == TeamRole.Admin
            ? organization
            : MayWrite(organization);

    /// <summary>The caller's role in a team, null when it has none.</summary>
    public TeamRole? RoleIn(Team team) => MachineToken is null && team.Members.TryGetValue(Login, out var role) ? role : null;
}

/// <summary>Gives endpoints the caller that <see cref="Authentication"/> found.</summary>
internal static class CallerFeature
{
    public static Caller Caller(this HttpContext http) => http.Features.GetRequiredFeature<Caller>();
}

/// <summary>
/// The access token that the cloud was started with, by the hash of its value. It is no part of the cloud's state: started with another,
/// it must no longer know this one.
/// </summary>
internal sealed record StartingToken(string Hash, string Login);
