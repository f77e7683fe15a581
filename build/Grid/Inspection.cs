using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Build.Grid;

/// <summary>What is wrong with a stack after a command: server, program and state must be one, and nothing may be lost on the way.</summary>
internal static partial class Inspection
{
    /// <summary>Compares the three, and looks at tokens.</summary>
    public static IEnumerable<string> OfPlace(GridStack stack, IReadOnlyList<Declared> program)
    {
        var organization = stack.Organization;
        var resources = stack.Resources;
        var wanted = Picture.OfProgram(program);
        var server = Picture.OfServer(organization);
        var recorded = resources.Where(static resource => (bool?)resource["delete"] != true).ToList();
        var state = Picture.OfState(recorded);
        return
        [
            .. wanted.Without(server).Select(static line => $"the server lacks {line}"),
            .. server.Without(wanted).Select(static line => $"the server has besides {line}"),
            .. server.Without(state).Select(static line => $"the state lacks {line}"),
            .. state.Without(server).Select(static line => $"the state has besides {line}"),
            .. UnknownTokens(organization, resources).Select(static token => $"token {token.Name} lives, and the state does not know it"),
            .. recorded.Where(IsTokenWithoutValue).Select(static resource => $"token {resource.SelectToken("outputs.name")} has no value in the state"),
            .. resources.Except(recorded).Select(static resource => $"{resource["urn"]} is pending deletion"),
            .. organization.TryFindMember(Scenario.Caller, out var caller) && caller.Role == OrganizationRole.Admin
                ? (IEnumerable<string>)[] : ["the caller is no admin any more"],
        ];
    }

    /// <summary>Tokens that live, and that no state knows.</summary>
    public static IEnumerable<AccessToken> UnknownTokens(Organization organization, IReadOnlyList<JObject> resources)
    {
        var known = resources.Select(static resource => (string?)resource.SelectToken("outputs.tokenId")).OfType<string>().ToHashSet();
        return organization.LivingTokens().Where(token => !known.Contains(token.Id));
    }

    /// <summary>Looks at what was done on the way: twice what is not harmless twice, and removals of what stays.</summary>
    public static IEnumerable<string> OfWay(Step step, IReadOnlyList<LoggedRequest> requests)
    {
        var done = requests.Where(static request => request is { Outcome: >= 200 and < 300 }).ToList();
        var staying = Picture.OfProgram(step.Before).Select(Picture.KeyOf).Intersect(Picture.OfProgram(step.Program).Select(Picture.KeyOf)).ToHashSet();
        return
        [
            .. done.Where(static request => request.Method == "POST" && !IsHarmlessTwice(request))
                .GroupBy(static request => $"POST {request.Path} {(request.Body as JObject)?["name"]}")
                .Where(static same => same.Count() > 1)
                .Select(static same => $"{same.Key} was done {same.Count()} times"),
            .. done.Select(Picture.RemovedBy).OfType<string>().Where(staying.Contains)
                .Select(static removed => $"{removed} was removed on the way, and stays"),
        ];
    }

    /// <summary>Looks for secrets where anybody can read them.</summary>
    public static IEnumerable<string> OfText(string where, string text) =>
        TokenValue().IsMatch(text) ? [$"{where} shows the value of a token"]
        : text.Contains(Scenario.WebhookSecret, StringComparison.Ordinal) ? [$"{where} shows the secret of a webhook"]
        : [];

    // A team has one role at most, so the second gives what it has.
    private static bool IsHarmlessTwice(LoggedRequest request) => request.Path.Contains("/roles/", StringComparison.Ordinal);

    private static bool IsTokenWithoutValue(JObject resource) =>
        (string?)resource["type"] is "orgs:index:OrgAccessToken" or "orgs:index:TeamAccessToken"
        && resource.SelectToken("outputs.value.ciphertext") is null;

    [GeneratedRegex("pul-[0-9a-f]{40}")]
    private static partial Regex TokenValue();
}
