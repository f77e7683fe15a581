using System.CommandLine;
using Microsoft.Extensions.Time.Testing;
using Moq;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using Spectre.Console;

namespace PulumiOrgs.Provider.Tests.Commands;

/// <summary>The commands over a cloud of mocks, in a folder of their own.</summary>
public abstract class CommandTest : IDisposable
{
    protected static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orgs-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    protected Mock<IMembersClient> Members { get; } = new(MockBehavior.Strict);

    protected Mock<IOrgTokensClient> Tokens { get; } = new(MockBehavior.Strict);

    protected Mock<ITeamTokensClient> TeamTokens { get; } = new(MockBehavior.Strict);

    protected Mock<ITeamsClient> Teams { get; } = new(MockBehavior.Strict);

    protected Mock<IWebhooksClient> Webhooks { get; } = new(MockBehavior.Strict);

    /// <summary>What is piped into a command.</summary>
    protected string Input { get; set; } = "";

    protected string Output => _output.ToString();

    protected string Error => _error.ToString();

    protected string PathOf(string file) => Path.Combine(_folder.FullName, file);

    protected string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Lets the cloud have an organization named acme.</summary>
    internal void CloudHas(LivingOrganization organization)
    {
        Members.Setup(members => members.ListAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(organization.Members);
        Teams.Setup(teams => teams.ListAsync("acme", It.IsAny<CancellationToken>()))
            .ReturnsAsync([.. organization.Teams.Select(static team => team with { Members = [] })]);
        Teams.Setup(teams => teams.FindAsync("acme", It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, string name, CancellationToken _) => organization.Teams.Single(team => team.Name == name));
        Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>())).ReturnsAsync(TokensOf(null));
        TeamTokens.Setup(tokens => tokens.ListAsync("acme", It.IsAny<string>(), TokenFilter.All, It.IsAny<CancellationToken>()))
            .ReturnsAsync((string _, string team, TokenFilter _, CancellationToken _) => TokensOf(team));
        Webhooks.Setup(webhooks => webhooks.ListAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(organization.Webhooks);

        IReadOnlyList<AccessToken> TokensOf(string? team) =>
            [.. organization.Tokens.Where(token => token.Team == team).Select(static token => token.Token)];
    }

    /// <summary>Runs a command line. The answer is the exit code.</summary>
    protected Task<int> RunAsync(params string[] arguments)
    {
        var cloud = Mock.Of<ICloud>(cloud => cloud.Members == Members.Object && cloud.OrgTokens == Tokens.Object
            && cloud.TeamTokens == TeamTokens.Object && cloud.Teams == Teams.Object && cloud.Webhooks == Webhooks.Object);
        return RunAsync((_, _) => cloud, arguments);
    }

    /// <summary>Runs a command line that connects like that. The answer is the exit code.</summary>
    internal async Task<int> RunAsync(Func<string, string?, ICloud> connect, string[] arguments)
    {
        var console = new CommandConsole(new StringReader(Input), Plain(_output), Plain(_error));
        var commands = new OrgsCommandLine(console, connect, new FakeTimeProvider(Now));
        return await commands.InvokeAsync(arguments, new InvocationConfiguration { Output = _output, Error = _error });
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 400;
        return console;
    }
}
