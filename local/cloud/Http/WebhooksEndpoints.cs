using System.Security.Cryptography;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/hooks</c></summary>
internal sealed class WebhooksEndpoints(CloudState state) : IEndpoints
{
    private const int MadeUpNameLength = 8;

    public void Map(IEndpointRouteBuilder api)
    {
        var hooks = api.MapGroup("/api/orgs/{org}/hooks");
        hooks.MapGet("", List);
        hooks.MapPost("", CreateAsync);
        hooks.MapGet("{name}", Get);
        hooks.MapPatch("{name}", UpdateAsync);
        hooks.MapDelete("{name}", Delete);
    }

    private JsonAnswer List(HttpContext http, string org)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        return new JsonAnswer(new JArray(organization.Webhooks.Values.Select(webhook => ToJson(organization, webhook))));
    }

    private JsonAnswer Get(HttpContext http, string org, string name)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        return new JsonAnswer(ToJson(organization, organization.Webhook(name)));
    }

    private async Task<IResult> CreateAsync(HttpContext http, string org)
    {
        var body = await RequestBody.ReadAsync(http);
        var name = body.Text("name") is { Length: > 0 } given
            ? given
            : RandomNumberGenerator.GetHexString(MadeUpNameLength, lowercase: true);
        var after = state.Change(org, organization =>
        {
            http.Caller().MayWrite(organization);
            RefuseOtherOrganization(organization, body.Text("organizationName"));
            if (body.Flag("active") is null)
            {
                throw RefusedException.BadRequest("'active' must be true or false.");
            }

            return organization.AddWebhook(Apply(body, new Webhook { Name = name }));
        });
        return new JsonAnswer(ToJson(after, after.Webhook(name)), HttpStatusCode.Created);
    }

    private async Task<IResult> UpdateAsync(HttpContext http, string org, string name)
    {
        var body = await RequestBody.ReadAsync(http);
        var after = state.Change(org, organization =>
        {
            http.Caller().MayWrite(organization);
            RefuseOtherOrganization(organization, body.Text("organizationName") ?? organization.Name);
            return Names.Comparer.Equals(body.Text("name") ?? name, name)
                ? organization.ChangeWebhook(name, webhook => Apply(body, webhook))
                : throw RefusedException.BadRequest("The name of a webhook cannot be changed.");
        });
        return new JsonAnswer(ToJson(after, after.Webhook(name)));
    }

    private IResult Delete(HttpContext http, string org, string name)
    {
        state.Change(org, organization => http.Caller().MayWrite(organization).DeleteWebhook(name));
        return Results.NoContent();
    }

    private static void RefuseOtherOrganization(Organization organization, string? name)
    {
        if (!Names.Comparer.Equals(organization.Name, name))
        {
            throw RefusedException.BadRequest("Organization name from request body doesn't match URL.");
        }
    }

    // What the request leaves out stays as it is.
    private static Webhook Apply(RequestBody body, Webhook webhook) => webhook with
    {
        DisplayName = body.Text("displayName") ?? webhook.DisplayName,
        PayloadUrl = body.Text("payloadUrl") ?? webhook.PayloadUrl,
        Active = body.Flag("active") ?? webhook.Active,
        Format = body.Text("format") is { Length: > 0 } format ? format : webhook.Format,
        Filters = body.Texts("filters") ?? webhook.Filters,
        Groups = body.Texts("groups") ?? webhook.Groups,
        SealedSecret = body.Text("secret") switch
        {
            null => webhook.SealedSecret,
            "" => null,
            var secret => WebhookSecret.Seal(secret),
        },
    };

    private static JObject ToJson(Organization organization, Webhook webhook) => new()
    {
        ["organizationName"] = organization.Name,
        ["name"] = webhook.Name,
        ["displayName"] = webhook.DisplayName,
        ["payloadUrl"] = webhook.PayloadUrl,
        ["active"] = webhook.Active,
        ["format"] = webhook.Format,
        ["filters"] = new JArray(webhook.Filters),
        ["groups"] = new JArray(webhook.Groups),
        ["hasSecret"] = webhook.SealedSecret is not null,
        // The service has the secret encrypted here: a text that is another whenever the secret was set.
        ["secretCiphertext"] = webhook.SealedSecret ?? "",
    };
}
