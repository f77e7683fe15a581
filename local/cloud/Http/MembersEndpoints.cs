namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/members</c></summary>
internal sealed class MembersEndpoints(CloudState state, UserDirectory users, EmulatedCloudOptions options) : IEndpoints
{
    public void Map(IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/api/orgs/{org}/members");
        members.MapGet("", List);
        members.MapPost("{user}", AddAsync);
        members.MapPatch("{user}", ChangeRoleAsync);
        members.MapDelete("{user}", Remove);
    }

    private JsonAnswer List(HttpContext http, string org)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        var roster = http.Query("type") ?? "backend";
        Func<Member, bool> isOnRoster = roster switch
        {
            "frontend" => member => member.InFrontend,
            "backend" => member => member.InBackend,
            _ => throw QueryParameters.InvalidQuery("type", "frontend or backend"),
        };

        var listing = $"{organization.Name}/members/{roster}";
        var last = ContinuationToken.Decode(listing, http.Query("continuationToken"));
        var rest = organization.Members.Values
            .Where(member => isOnRoster(member) && (last is null || Names.Comparer.Compare(member.Login, last) > 0))
            .Take(options.PageSize + 1)
            .ToList();
        var page = rest.Take(options.PageSize).ToList();
        return new JsonAnswer(new JObject { ["members"] = new JArray(page.Select(member => ToJson(organization, member))) }
            .With("continuationToken", rest.Count > page.Count ? ContinuationToken.Encode(listing, page[^1].Login) : null));
    }

    private async Task<IResult> AddAsync(HttpContext http, string org, string user)
    {
        var body = await RequestBody.ReadAsync(http);
        var after = state.Change(org, organization =>
        {
            http.Caller().MayWrite(organization);
            var role = OrganizationRoles.ParseAssignable(body.Text("role"));
            return organization.AddMember(Find(user), role, options.Clock.GetUtcNow());
        });
        return new JsonAnswer(ToJson(after, after.Members[user]));
    }

    private async Task<IResult> ChangeRoleAsync(HttpContext http, string org, string user)
    {
        var body = await RequestBody.ReadAsync(http);
        state.Change(org, organization =>
        {
            http.Caller().MayWrite(organization);
            return body.Text("fgaRoleId") is { } roleId
                ? organization.ChangeRole(user, roleId)
                : organization.ChangeRole(user, OrganizationRoles.ParseAssignable(body.Text("role")));
        });
        return Results.NoContent();
    }

    private IResult Remove(HttpContext http, string org, string user)
    {
        state.Change(org, organization =>
        {
            var caller = http.Caller();
            caller.MayWrite(organization);
            return caller.MachineToken is null && Names.Comparer.Equals(caller.Login, user)
                ? throw RefusedException.BadRequest("You cannot remove yourself from the organization.")
                : organization.RemoveMember(user);
        });
        return Results.NoContent();
    }

    private PulumiUser Find(string login) => users.Find(login) ?? throw RefusedException.NotFound("User", login);

    private JObject ToJson(Organization organization, Member member)
    {
        // Someone who has not joined has no role of their own and is shown with the default one.
        var builtIn = BuiltInRole.Of(member.HasJoined ? member.Role : OrganizationRole.Member);
        var (id, name) = member.CustomRoleId is { } custom ? (custom, organization.Roles[custom].Name) : (builtIn.Id, builtIn.Name);
        return new JObject
        {
            ["role"] = member.Role.ToWire(),
            ["user"] = users.Profile(member.Login).ToJson(withEmail: member.KnownToPulumi),
            ["created"] = member.Created.ToWire(),
            ["knownToPulumi"] = member.KnownToPulumi,
            ["virtualAdmin"] = member.VirtualAdmin,
            ["links"] = new JObject { ["self"] = $"https://app.pulumi.com/{organization.Name}/settings/people/{member.Login}" },
            ["fgaRole"] = new JObject { ["id"] = id, ["name"] = name, ["modifiedAt"] = DateTimeOffset.UnixEpoch.ToWire() },
        };
    }
}
