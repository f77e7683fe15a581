using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Rig;

namespace PulumiOrgs.Build.Grid;

/// <summary>A request that the scenario makes, found again by what it is and which of its kind: not by names that are made up.</summary>
/// <param name="Step">The step that makes it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathPattern">A regular expression for the path.</param>
/// <param name="Body">What a PATCH sends: side by side, several of one path come in any order. Null for other methods.</param>
/// <param name="Occurrence">How many of the step's requests with this method, path and body come before it.</param>
/// <param name="Title">What it is called in tables.</param>
internal sealed partial record Moment(Step Step, string Method, string PathPattern, string? Body, int Occurrence, string Title)
{
    private const string Identifier = "[0-9a-f-]{36}";

    /// <summary>The requests of a step, in order.</summary>
    public static IReadOnlyList<Moment> Of(Step step, IReadOnlyList<LoggedRequest> requests)
    {
        Dictionary<(string, string, string?), int> seen = [];
        List<Moment> moments = [];
        foreach (var request in requests)
        {
            var pattern = $"^{Made().Replace(Regex.Escape(request.Path), Identifier)}$";
            var body = request.Method == "PATCH" ? request.Body?.ToString(Formatting.None) : null;
            var occurrence = seen.GetValueOrDefault((request.Method, pattern, body));
            seen[(request.Method, pattern, body)] = occurrence + 1;
            moments.Add(new Moment(step, request.Method, pattern, body, occurrence, TitleOf(request)));
        }

        return moments;
    }

    public FaultRule With(FaultAction action) => new() { Method = Method, PathPattern = PathPattern, Body = Body, Skip = Occurrence, Action = action };

    public override string ToString() => $"{Step.Name}: {Title}";

    private static string TitleOf(LoggedRequest request)
    {
        var path = Made().Replace(request.Path.Replace($"/api/orgs/{Scenario.Organization}/", "", StringComparison.Ordinal)
            .Replace("/api/", "", StringComparison.Ordinal), "*");
        var body = request.Body as JObject;
        var what = (string?)body?["memberAction"] is { } action ? $"{action} {body["member"]}"
            : request.Method == "PATCH" ? string.Join(", ", body?.Properties().Select(Shown) ?? [])
            : request.Method == "POST" && path.EndsWith("tokens", StringComparison.Ordinal) ? MadeName().Replace((string?)body?["name"] ?? "", "-*")
            : request.Method == "POST" ? (string?)body?["name"] ?? ""
            : Kind().Match(request.Query).Value;
        return what.Length == 0 ? $"{request.Method} {path}" : $"{request.Method} {path} ({what})";
    }

    // Of what a team may do with a thing: with which.
    private static string Shown(JProperty property) => property.Value is JObject value
        ? $"{property.Name} {value["projectName"]}/{value["stackName"] ?? value["envName"]}"
        : property.Name;

    // As Regex.Escape leaves it: it escapes no hyphens.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Made();

    [GeneratedRegex("-[0-9a-f]{6,}$")]
    private static partial Regex MadeName();

    [GeneratedRegex("(?<=type=)[a-z]+")]
    private static partial Regex Kind();
}
