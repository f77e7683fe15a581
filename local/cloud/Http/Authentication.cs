using System.Net;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>Finds out who calls, and turns away who does not say so.</summary>
internal sealed class Authentication(RequestDelegate next, CloudState state, EmulatedCloudOptions options, ConfiguredTokens configured)
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
        if (configured.Logins.TryGetValue(hash, out var login) || data.PersonalTokens.TryGetValue(hash, out login))
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
