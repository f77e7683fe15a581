using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Http;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>
/// Fault rules as the rig takes them:
/// <c>{"method":"POST","pathPattern":"/tokens$","skip":0,"times":1,"action":…}</c>, where the action is a word
/// (<c>"drop-before"</c>, <c>"drop-after"</c>, <c>"cut-off"</c>, <c>"hang"</c>, <c>"hang-after"</c>), a time
/// (<c>{"delayMs":200}</c>, which may be <c>"regardless":true</c>, <c>dropLateMs</c>, <c>dribbleMs</c>, <c>shutMs</c>) or an
/// answer: <c>{"status":429,"body":"html","retryAfter":"2"}</c>, where <c>body</c> may be <c>"json"</c>, <c>"html"</c> or any other JSON
/// that is then sent as it is, <c>retryAfterDateMs</c> makes the header a date, and <c>"afterWork":true</c> lets the work be done first.
/// </summary>
internal static class FaultJson
{
    private const string Html = "html";
    private const string Json = "json";

    private static readonly IReadOnlyList<(string Name, FaultAction Action)> Words =
    [
        ("drop-before", new FaultAction.DropBefore()),
        ("drop-after", new FaultAction.DropAfter()),
        ("cut-off", new FaultAction.CutOff()),
        ("hang", new FaultAction.Hang()),
        ("hang-after", new FaultAction.Hang(AfterWork: true)),
    ];

    private static readonly IReadOnlyList<(string Property, Func<TimeSpan, FaultAction> Make)> Times =
    [
        ("delayMs", duration => new FaultAction.Delay(duration)),
        ("dropLateMs", duration => new FaultAction.DropLate(duration)),
        ("dribbleMs", duration => new FaultAction.Dribble(duration)),
        ("shutMs", duration => new FaultAction.Shut(duration)),
    ];

    private static string WordList => $"{string.Join(", ", Words.SkipLast(1).Select(word => word.Name))} and {Words[^1].Name}";

    public static string NameOf(FaultAction action) => action switch
    {
        FaultAction.Answer { AfterWork: true } answer => $"status {answer.Status} after the work",
        FaultAction.Answer answer => $"status {answer.Status}",
        FaultAction.Delay delay => $"delay {delay.Duration.TotalMilliseconds} ms",
        FaultAction.DropLate late => $"drop, work after {late.Duration.TotalMilliseconds} ms",
        FaultAction.Dribble dribble => $"dribble {dribble.Duration.TotalMilliseconds} ms",
        FaultAction.Shut shut => $"shut {shut.Duration.TotalMilliseconds} ms",
        FaultAction.Meanwhile => "something else meanwhile",
        FaultAction.Change => "another answer",
        _ => Words.Single(word => word.Action == action).Name,
    };

    public static JObject ToJson(FaultRule rule) => new JObject
    {
        ["skip"] = rule.Skip,
        ["times"] = rule.Times,
        ["action"] = ToJson(rule.Action),
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

    private static JToken ToJson(FaultAction action)
    {
        switch (action)
        {
            case FaultAction.Answer answer:
                var json = new JObject { ["status"] = answer.Status, ["body"] = BodyOf(answer) }.With("retryAfter", answer.RetryAfter);
                if (answer.RetryAfterDate is { } wait)
                {
                    json["retryAfterDateMs"] = (long)wait.TotalMilliseconds;
                }

                return answer.AfterWork ? With(json, "afterWork") : json;
            case FaultAction.Delay delay:
                var wanted = Time("delayMs", delay.Duration);
                return delay.Regardless ? With(wanted, "regardless") : wanted;
            case FaultAction.DropLate late:
                return Time("dropLateMs", late.Duration);
            case FaultAction.Dribble dribble:
                return Time("dribbleMs", dribble.Duration);
            case FaultAction.Shut shut:
                return Time("shutMs", shut.Duration);
            default:
                return NameOf(action);
        }
    }

    private static JToken BodyOf(FaultAction.Answer answer) =>
        answer.Json is { } json ? RequestBody.Parse(json) ?? JValue.CreateNull() : answer.Html ? Html : Json;

    private static JObject Time(string property, TimeSpan duration) => new() { [property] = (long)duration.TotalMilliseconds };

    private static JObject With(JObject json, string flag)
    {
        json[flag] = true;
        return json;
    }

    private static FaultAction ParseAction(JToken? json)
    {
        var text = json?.Type == JTokenType.String ? (string?)json : null;
        if (Words.FirstOrDefault(word => word.Name == text).Action is { } known)
        {
            return known;
        }

        var action = new RequestBody(json, $"An action other than {WordList}");
        foreach (var (property, make) in Times.Where(time => action.Has(time.Property)))
        {
            if (property == "delayMs")
            {
                action.AllowOnly(property, "regardless");
                return new FaultAction.Delay(Duration(action, property)) { Regardless = action.Flag("regardless") ?? false };
            }

            action.AllowOnly(property);
            return make(Duration(action, property));
        }

        action.AllowOnly([.. Times.Select(time => time.Property), "status", "body", "retryAfter", "retryAfterDateMs", "afterWork"]);
        var (html, content) = ParseBody(json!["body"]);
        return new FaultAction.Answer(Number(action, "status", 200, 599), html, action.Text("retryAfter"))
        {
            Json = content,
            RetryAfterDate = action.Has("retryAfterDateMs") ? Duration(action, "retryAfterDateMs") : null,
            AfterWork = action.Flag("afterWork") ?? false,
        };
    }

    private static TimeSpan Duration(RequestBody body, string property) => TimeSpan.FromMilliseconds(Number(body, property, 0, int.MaxValue));

    private static int Number(RequestBody body, string property, int least, int most) =>
        body.Integer(property) is { } number && number >= least && number <= most
            ? (int)number
            : throw RefusedException.BadRequest($"'{property}' must be a number from {least} to {most}.");

    private static (bool Html, string? Json) ParseBody(JToken? body) => body switch
    {
        null => (false, null),
        JValue { Value: Html } => (true, null),
        JValue { Value: Json } => (false, null),
        JContainer other => (false, other.ToString(Formatting.None)),
        _ => throw RefusedException.BadRequest("'body' must be html, json, an object or a list."),
    };
}
