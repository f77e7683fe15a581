using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Http;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary><c>/_rig</c>: what tests ask of the emulator itself, without credentials.</summary>
internal sealed class RigEndpoints(RequestLog log, FaultPlan plan) : IEndpoints
{
    private const string Root = "/_rig";

    public static bool Serves(HttpRequest request) => request.Path.StartsWithSegments(Root);

    public void Map(IEndpointRouteBuilder api)
    {
        var rig = api.MapGroup(Root);
        rig.MapGet("requests", () => new JsonAnswer(new JArray(log.All.Select(ToJson))));
        rig.MapDelete("requests", () =>
        {
            log.Clear();
            return Results.NoContent();
        });
        rig.MapGet("faults", () => new JsonAnswer(new JArray(plan.Remaining.Select(FaultJson.ToJson))));
        rig.MapPost("faults", (Delegate)AddFaultsAsync);
        rig.MapDelete("faults", () =>
        {
            plan.Clear();
            return Results.NoContent();
        });
    }

    private async Task<IResult> AddFaultsAsync(HttpContext http)
    {
        var rules = await RequestBody.ReadTokenAsync(http) is JArray array
            ? array.Select(FaultJson.ParseRule).ToList()
            : throw RefusedException.BadRequest("A fault plan is an array of rules.");
        try
        {
            plan.Add(rules);
        }
        catch (ArgumentException e)
        {
            throw RefusedException.BadRequest(e.Message);
        }

        return Results.NoContent();
    }

    private static JObject ToJson(LoggedRequest request) => new()
    {
        ["index"] = request.Index,
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["query"] = request.Query,
        ["accept"] = request.Accept,
        ["body"] = request.Body?.DeepClone() ?? JValue.CreateNull(),
        ["status"] = request.Status,
        ["outcome"] = request.Outcome,
        ["fault"] = request.Fault,
        ["at"] = request.At.ToWire(),
    };
}
