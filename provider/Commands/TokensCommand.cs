using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Tells which access tokens of an organization and of its teams no stack knows. Only reads.</summary>
/// <param name="cloud">The cloud.</param>
/// <param name="console">Where states may come from, and where tokens are shown.</param>
/// <param name="clock">The clock.</param>
internal sealed class TokensCommand(ICloud cloud, CommandConsole console, TimeProvider clock)
{
    /// <summary>Reads the states and the tokens, and shows what is in no state. The answer is the exit code.</summary>
    /// <exception cref="ResourceException">A state cannot be used.</exception>
    /// <exception cref="CloudException">Something could not be read.</exception>
    public async Task<int> RunAsync(TokensOptions options, CancellationToken cancellationToken)
    {
        var known = options.States.SelectMany(Read).Select(KeyOf).ToHashSet();
        var tokens = await console
            .WithProgressAsync(progress => new OrganizationReader(cloud, progress).ReadTokensAsync(options.Organization, cancellationToken))
            .ConfigureAwait(false);
        List<UnknownToken> unknown =
        [
            .. tokens.Where(token => !known.Contains((options.Organization.ToUpperInvariant(), token.Token.Id)))
                .OrderBy(static token => token.Team is not null)
                .ThenBy(static token => token.Team ?? "", Names.Order)
                .ThenBy(static token => token.Token.Name, Names.Order)
                .ThenBy(static token => token.Token.Id, StringComparer.Ordinal)
                .Select(token => new UnknownToken(options.Organization, token)),
        ];
        Report(options, tokens.Count, unknown);
        return unknown.Count == 0 ? ExitCodes.Success : ExitCodes.Different;
    }

    // An id is organization/token or organization/team/token, and a token keeps its id wherever it is.
    private static (string Organization, string TokenId) KeyOf(string id) =>
        (id[..Math.Max(0, id.IndexOf('/'))].ToUpperInvariant(), id[(id.LastIndexOf('/') + 1)..]);

    private IReadOnlyList<string> Read(string file)
    {
        if (file == TokensOptions.StandardInput)
        {
            return StackStates.TokenIds("the standard input", console.Input);
        }

        if (file.Length == 0)
        {
            throw new ResourceException("--unknown-to is empty; name a file with the state of a stack, or - for the standard input");
        }

        using var text = new StreamReader(file);
        return StackStates.TokenIds(file, text);
    }

    private void Report(TokensOptions options, int all, List<UnknownToken> unknown)
    {
        if (options.Json)
        {
            TokenReport.WriteJson(console.Output.Profile.Out.Writer, options.Organization, all, unknown, clock.GetUtcNow());
            return;
        }

        TokenReport.WriteList(console.Output.Profile.Out.Writer, unknown, clock.GetUtcNow());
        var counted = $"{Words.Count(all, "access token")} of {options.Organization} and its teams";
        if (unknown.Count == 0)
        {
            console.Say($"{counted}: the states have them all.");
            return;
        }

        console.Say($"{counted}: {unknown.Count} in none of the states.");
        console.Say("One that was made since the states were exported, or for something else than Pulumi, is among them: look at who made it and "
            + "when it was last used before you delete it.");
        if (unknown.FirstOrDefault(static token => token.Path is not null) is { Path: { } path })
        {
            console.Say("`pulumi api` needs Pulumi 3.238 and a login as an admin of the organization; without it:");
            console.Say($"  curl --fail -X DELETE -H \"Authorization: token $PULUMI_ACCESS_TOKEN\" {ApiUrlOf(options)}{path}");
        }
    }

    private static string ApiUrlOf(TokensOptions options) => options.ApiUrl?.TrimEnd('/') ?? "${PULUMI_BACKEND_URL:-https://api.pulumi.com}";
}
