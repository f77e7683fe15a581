using System.CommandLine;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>One of the commands: what it takes, and what it does. It only reads from the cloud.</summary>
internal abstract class OrgsCommand : Command
{
    protected const int Success = 0;

    /// <summary>The organization is not what the roster says, or has tokens that no stack knows.</summary>
    protected const int Different = 2;

    private const int Failure = 1;

    private readonly Func<string, string?, ICloud> _connect;

    /// <param name="name">How it is called.</param>
    /// <param name="description">What its help says.</param>
    /// <param name="console">Where it reads and writes.</param>
    /// <param name="connect">Makes a client for an organization, at an API URL; null: at the one that the environment names.</param>
    /// <param name="clock">The clock.</param>
    protected OrgsCommand(
        string name, string description, CommandConsole console, Func<string, string?, ICloud> connect, TimeProvider clock)
        : base(name, description)
    {
        (Console, _connect, Clock) = (console, connect, clock);
        Add(Organization);
        Add(ApiUrl);
        SetAction(ReportAsync);
    }

    protected CommandConsole Console { get; }

    protected TimeProvider Clock { get; }

    protected Option<string> Organization { get; } = new("--organization")
    {
        Description = "The organization",
        HelpName = "NAME",
        Required = true,
    };

    protected Option<string> ApiUrl { get; } = new("--api-url")
    {
        Description = "The URL of Pulumi Cloud's API (default: PULUMI_BACKEND_URL, PULUMI_API, https://api.pulumi.com)",
        HelpName = "URL",
    };

    /// <summary>Does it. The answer is the exit code.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    /// <exception cref="PulumiOrgs.Framework.Declaring.ResourceException">What the user gave, or the service told, cannot be used.</exception>
    /// <exception cref="Pulumi.Orgs.RosterException">The roster cannot be used, or none could have the organization's names.</exception>
    protected abstract Task<int> RunAsync(ICloud cloud, ParseResult parsed, CancellationToken cancellationToken);

    protected static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON document and nothing else" };

    private async Task<int> ReportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var cloud = _connect(parsed.GetRequiredValue(Organization), parsed.GetValue(ApiUrl));
            using var connection = cloud as IDisposable;
            return await RunAsync(cloud, parsed, cancellationToken);
        }
        catch (Exception failure) when (failure
            is CloudException
            or ResourceException
            or InputException
            or MissingConfigurationException
            or Pulumi.Orgs.RosterException
            or OperationCanceledException
            or IOException
            or UnauthorizedAccessException
            or ArgumentException)
        {
            Console.Fail(OrgsFailures.ExplainToCommand(failure));
            return Failure;
        }
    }
}
