namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/members</c></summary>
internal sealed class MembersEndpoints(CloudState state, UserDirectory users, EmulatedCloudOptions options) : IEndpoints
{
    // Built-in roles have ids as custom ones do; the service's own are not public.
    private static readonly (OrganizationRole Role, string Id, string Name)[] BuiltInRoles =
    [
        (OrganizationRole.Member, "5f0a3f6e-0000-4000-8000-000000000001", "Member"),
        (OrganizationRole.Admin, "5f0a3f6e-0000-4000-8000-000000000002", "Admin"),
        (OrganizationRole.BillingManager, "5f0a3f6e-0000-4000-8000-000000000003", "Billing Manager"),
    ];

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
        state.Change(org, organization => http.Caller().MayWrite(organization).ChangeRole(user, RequestedRole(body)));
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

    private static OrganizationRole RequestedRole(RequestBody body)
    {
        if (body.Text("fgaRoleId") is not { } id)
        {
            return OrganizationRoles.ParseAssignable(body.Text("role"));
        }

        var builtIn = Array.FindIndex(BuiltInRoles, role => role.Id == id);
        return builtIn >= 0 ? BuiltInRoles[builtIn].Role : throw RefusedException.BadRequest("Invalid parameter 'roleID'.");
    }

    private JObject ToJson(Organization organization, Member member)
    {
        // Someone who has not joined has no role of their own and is shown with the default one.
        var role = Array.Find(BuiltInRoles, role => role.Role == (member.HasJoined ? member.Role : OrganizationRole.Member));
        return new JObject
        {
            ["role"] = member.Role.ToWire(),
            ["user"] = users.Profile(member.Login).ToJson(withEmail: member.KnownToPulumi),
            ["created"] = member.Created.ToWire(),
            ["knownToPulumi"] = member.KnownToPulumi,
            ["virtualAdmin"] = member.VirtualAdmin,
            ["links"] = new JObject { ["self"] = $"https://app.pulumi.com/{organization.Name}/settings/people/{member.Login}" },
            ["fgaRole"] = new JObject { ["id"] = role.Id, ["name"] = role.Name, ["modifiedAt"] = DateTimeOffset.UnixEpoch.ToWire() },
        };
    }
}
