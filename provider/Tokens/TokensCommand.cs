using System.CommandLine;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Tokens;

/// <summary>Tells which access tokens of an organization and of its teams no stack knows.</summary>
internal sealed class TokensCommand : OrgsCommand
{
    private const string StandardInput = "-";

    private readonly Option<string[]> _states = new("--unknown-to")
    {
        Description = $"The state of a stack, as `pulumi stack export` writes it; {StandardInput} is the standard input; may be repeated",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<bool> _json = JsonOption();

    public TokensCommand(CommandConsole console, Func<string, string?, ICloud> connect, TimeProvider clock)
        : base(
            "tokens",
            "Tell which access tokens no stack knows; the exit code is 0 when there are none, 2 when there are, 1 when that is not known",
            console,
            connect,
            clock)
    {
        Add(_states);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ICloud cloud, ParseResult parsed, CancellationToken cancellationToken)
    {
        var organization = parsed.GetRequiredValue(Organization);
        var known = parsed.GetRequiredValue(_states).SelectMany(Read).Select(KeyOf).ToHashSet();
        var tokens = await Console.WithProgressAsync(progress =>
            new OrganizationReader(cloud, organization, progress).ReadTokensAsync(cancellationToken));
        List<UnknownToken> unknown =
        [
            .. tokens.Where(token => !known.Contains((organization.ToUpperInvariant(), token.Token.Id)))
                .OrderBy(static token => token.Team is not null)
                .ThenBy(static token => token.Team ?? "", Words.Order)
                .ThenBy(static token => token.Token.Name, Words.Order)
                .ThenBy(static token => token.Token.Id, StringComparer.Ordinal)
                .Select(token => new UnknownToken(organization, token, Clock.GetUtcNow())),
        ];
        if (parsed.GetValue(_json))
        {
            Console.Lines.WriteLine(Words.Json(new JObject
            {
                ["organization"] = organization,
                ["tokens"] = tokens.Count,
                ["unknown"] = new JArray(unknown.Select(static token => token.ToJson())),
            }));
        }
        else
        {
            Show(unknown, $"{Words.Count(tokens.Count, "access token")} of {organization} and its teams", parsed.GetValue(ApiUrl));
        }

        return unknown.Count == 0 ? Success : Different;
    }

    // An id is organization/token or organization/team/token, and a token keeps its id wherever it is.
    private static (string Organization, string TokenId) KeyOf(string id) =>
        (id[..Math.Max(0, id.IndexOf('/'))].ToUpperInvariant(), id[(id.LastIndexOf('/') + 1)..]);

    private IReadOnlyList<string> Read(string file)
    {
        if (file == StandardInput)
        {
            return StackStates.TokenIds("the standard input", Console.Input);
        }

        if (file.Length == 0)
        {
            throw new ResourceException("--unknown-to is empty; name a file with the state of a stack, or - for the standard input");
        }

        using var text = new StreamReader(file);
        return StackStates.TokenIds(file, text);
    }

    private void Show(List<UnknownToken> tokens, string counted, string? apiUrl)
    {
        // Not a table: it would be wider than a window, and a command that is broken into lines cannot be copied.
        foreach (var line in tokens.SelectMany(static token => token.ToLines()))
        {
            Console.Lines.WriteLine(line);
        }

        if (tokens.Count == 0)
        {
            Console.Say($"{counted}: the states have them all.");
            return;
        }

        Console.Say($"{counted}: {tokens.Count} in none of the states.");
        Console.Say("One that was made since the states were exported, or for something else than Pulumi, is among them: look at who "
            + "made it and when it was last used before you delete it.");
        if (tokens.FirstOrDefault(static token => token.Path is not null) is { Path: { } path })
        {
            var url = apiUrl?.TrimEnd('/') ?? "${PULUMI_BACKEND_URL:-https://api.pulumi.com}";
            Console.Say("`pulumi api` needs Pulumi 3.238 and a login as an admin of the organization; without it:");
            Console.Say($"  curl --fail -X DELETE -H \"Authorization: token $PULUMI_ACCESS_TOKEN\" {url}{path}");
        }
    }

    /// <summary>A token that no stack knows.</summary>
    private sealed class UnknownToken(string organization, OwnedToken owned, DateTimeOffset now)
    {
        private readonly AccessToken _token = owned.Token;

        /// <summary>The API's path of the token; null when its id can be in none.</summary>
        public string? Path { get; } = PathOf(new TokenOwner(organization, owned.Team), owned.Token.Id);

        // The Pulumi CLI calls with its own login, so that no access token is in the command. The path is escaped: there is nothing in it
        // that a shell would do something with.
        private string? DeleteCommand => Path is null ? null : $"pulumi api -X DELETE {Path}";

        private string? Created => _token.Created is { } created ? Timestamp.Show(created) : null;

        private string? LastUsed => _token.LastUsed == 0 ? null : Timestamp.Show(_token.LastUsed);

        private string? Expires => _token.Expires == 0 ? null : Timestamp.Show(_token.Expires);

        public JObject ToJson() => new()
        {
            ["id"] = _token.Id,
            ["name"] = _token.Name,
            ["team"] = owned.Team,
            ["createdBy"] = _token.CreatedBy,
            ["created"] = Created,
            ["lastUsed"] = LastUsed,
            ["expires"] = Expires,
            ["expired"] = owned.IsExpired(now),
            ["delete"] = DeleteCommand,
        };

        public IEnumerable<string> ToLines()
        {
            var owner = owned.Team is { } team ? $"team {team} of {organization}" : organization;
            yield return Printable.Line($"{_token.Name} ({owner})");
            yield return Line("id", _token.Id);
            var by = _token.CreatedBy.Length > 0 ? $"by {_token.CreatedBy}" : null;
            yield return Line("made", string.Join(", ", new[] { by, Created }.OfType<string>()));
            yield return Line("last used", LastUsed ?? "never");
            yield return Line("expires", (Expires ?? "never") + (owned.IsExpired(now) ? " (expired)" : ""));
            yield return Line("delete", DeleteCommand ?? "at the console: its id cannot be part of a path");
            yield return "";
        }

        private static string Line(string what, string text) => $"  {what,-10} {Printable.Line(text)}".TrimEnd();

        private static string? PathOf(TokenOwner owner, string id)
        {
            try
            {
                return owner.PathOf(id).ToString();
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }
}
