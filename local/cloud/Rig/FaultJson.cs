using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Http;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>
/// Fault rules as the rig takes them:
/// <c>{"method":"POST","pathPattern":"/tokens$","skip":0,"times":1,"action":…}</c>, where the action is
/// <c>"drop-before"</c>, <c>"drop-after"</c>, <c>{"delayMs":200}</c> or
/// <c>{"status":429,"body":"html","retryAfter":"2"}</c>.
/// </summary>
internal static class FaultJson
{
    private const string DropBefore = "drop-before";
    private const string DropAfter = "drop-after";

    public static string NameOf(FaultAction action) => action switch
    {
        FaultAction.Answer answer => $"status {answer.Status}",
        FaultAction.DropBefore => DropBefore,
        FaultAction.DropAfter => DropAfter,
        FaultAction.Delay delay => $"delay {delay.Duration.TotalMilliseconds} ms",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    public static JObject ToJson(FaultRule rule) => new JObject
    {
        ["skip"] = rule.Skip,
        ["times"] = rule.Times,
        ["action"] = rule.Action switch
        {
            FaultAction.Answer answer => new JObject { ["status"] = answer.Status, ["body"] = answer.Html ? "html" : "json" }
                .With("retryAfter", answer.RetryAfter),
            FaultAction.Delay delay => new JObject { ["delayMs"] = (long)delay.Duration.TotalMilliseconds },
            var drop => NameOf(drop),
        },
    }.With("method", rule.Method).With("pathPattern", rule.PathPattern);

    /// <exception cref="RefusedException">400: not a rule.</exception>
    public static FaultRule ParseRule(JToken json)
    {
        var rule = new RequestBody(json, "A rule");
        rule.AllowOnly("method", "pathPattern", "skip", "times", "action");
        return new FaultRule
        {
            Method = rule.Text("method"),
            PathPattern = rule.Text("pathPattern"),
            Skip = rule.Has("skip") ? Number(rule, "skip", 0, int.MaxValue) : 0,
            Times = rule.Has("times") ? Number(rule, "times", 1, int.MaxValue) : 1,
            Action = ParseAction(json["action"]),
        };
    }

    private static FaultAction ParseAction(JToken? json)
    {
        switch (json?.Type == JTokenType.String ? (string?)json : null)
        {
            case DropBefore:
                return new FaultAction.DropBefore();
            case DropAfter:
                return new FaultAction.DropAfter();
        }

        var action = new RequestBody(json, $"An action other than {DropBefore} and {DropAfter}");
        action.AllowOnly("delayMs", "status", "body", "retryAfter");
        return action.Has("delayMs")
            ? new FaultAction.Delay(TimeSpan.FromMilliseconds(Number(action, "delayMs", 0, int.MaxValue)))
            : new FaultAction.Answer(Number(action, "status", 200, 599), IsHtml(action.Text("body")), action.Text("retryAfter"));
    }

    private static int Number(RequestBody body, string property, int least, int most) =>
        body.Integer(property) is { } number && number >= least && number <= most
            ? (int)number
            : throw RefusedException.BadRequest($"'{property}' must be a number from {least} to {most}.");

    private static bool IsHtml(string? body) => body switch
    {
        "html" => true,
        null or "json" => false,
        _ => throw RefusedException.BadRequest("'body' must be html or json."),
    };
}
