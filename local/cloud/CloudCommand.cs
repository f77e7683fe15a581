using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud;

/// <summary>The emulator as a program: starts it, says how to reach it, and serves until it is interrupted.</summary>
internal sealed class CloudCommand : RootCommand
{
    private const string Slug = "must be letters, digits, hyphens, underscores and periods, the first a letter or digit";

    private readonly Option<int> _port = new("--port")
    {
        Description = "Port on 127.0.0.1; 0 takes any that is free",
        DefaultValueFactory = _ => 8080,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "File in which the data outlives the program (default: memory only)",
    };

    private readonly Option<string[]> _organizations = new("--organization")
    {
        Description = "Organization that exists from the start; may be repeated",
        DefaultValueFactory = _ => ["acme"],
    };

    private readonly Option<string> _login = new("--login")
    {
        Description = "Login of the caller, an admin of every organization",
        DefaultValueFactory = _ => "admin",
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "The caller's access token (default: one is made and printed)",
    };

    private readonly Option<int> _pageSize = new("--page-size")
    {
        Description = "Entries on a page of a listing",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<int> _latency = new("--latency-ms")
    {
        Description = "Milliseconds that each request waits",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> _gitHubBacked = new("--github-backed")
    {
        Description = "Back new organizations by GitHub: whoever is added is on the frontend roster only",
    };

    private readonly Option<string[]> _unknownUsers = new("--unknown-user")
    {
        Description = "Login that has no Pulumi account; may be repeated",
        DefaultValueFactory = _ => [],
    };

    public CloudCommand()
        : base("Emulates the organizations API of Pulumi Cloud on this machine.")
    {
        _port.Validators.Add(result => Within(result, IPEndPoint.MinPort, IPEndPoint.MaxPort));
        _pageSize.Validators.Add(result => Within(result, 1, int.MaxValue));
        _latency.Validators.Add(result => Within(result, 0, int.MaxValue));
        _data.Validators.Add(static result =>
            Refuse(result, static path => path.Length == 0 || Directory.Exists(path), "must be a file that is there or can be made"));
        _organizations.Validators.Add(static result => Refuse(result, static name => !Names.LooksLikeLogin(name), Slug));
        _login.Validators.Add(static result => Refuse(result, static name => !Names.LooksLikeLogin(name), Slug));
        _unknownUsers.Validators.Add(static result => Refuse(result, static name => !Names.LooksLikeLogin(name), Slug));
        _token.Validators.Add(static result => Refuse(
            result,
            static token => token.Length == 0 || !token.All(static letter => letter is > ' ' and < '\x7f'),
            "must be printable ASCII text without spaces"));
        foreach (var option in (Option[])
            [_port, _data, _organizations, _login, _token, _pageSize, _latency, _gitHubBacked, _unknownUsers])
        {
            Options.Add(option);
        }

        SetAction(ServeAsync);
    }

    private static void Within(OptionResult result, int least, int most)
    {
        if (result.Tokens is [var token, ..] && int.TryParse(token.Value, out var value) && (value < least || value > most))
        {
            result.AddError($"{result.Option.Name} must be from {least} to {most}.");
        }
    }

    // Not with the value, which may be a token.
    private static void Refuse(OptionResult result, Func<string, bool> isWrong, string message)
    {
        if (result.Tokens.Any(token => isWrong(token.Value)))
        {
            result.AddError($"{result.Option.Name} {message}.");
        }
    }

    private async Task<int> ServeAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var options = new EmulatedCloudOptions
        {
            Port = arguments.GetValue(_port),
            DataFile = arguments.GetValue(_data),
            Organizations = arguments.GetValue(_organizations) ?? [],
            Login = arguments.GetRequiredValue(_login),
            AccessToken = arguments.GetValue(_token),
            PageSize = arguments.GetValue(_pageSize),
            Latency = TimeSpan.FromMilliseconds(arguments.GetValue(_latency)),
            GitHubBacked = arguments.GetValue(_gitHubBacked),
            UnknownUsers = arguments.GetValue(_unknownUsers) ?? [],
        };
        try
        {
            await using var cloud = await EmulatedCloud.StartAsync(options, cancellationToken);
            await PrintAsync(console.Output, options, cloud);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await console.Output.WriteLineAsync("Stopped.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        return 0;
    }

    private static Task PrintAsync(TextWriter output, EmulatedCloudOptions options, EmulatedCloud cloud) => output.WriteLineAsync(
        $"""
        Emulated Pulumi Cloud: {cloud.Url}
          organizations  {string.Join(", ", options.Organizations)}
          admin          {options.Login}
          data           {options.DataFile ?? "in memory, gone when this program ends"}

        To point a provider to it:
          export PULUMI_BACKEND_URL={cloud.Url.AbsoluteUri.TrimEnd('/')}
          export PULUMI_ACCESS_TOKEN={(options.AccessToken is null ? cloud.AccessToken : "<the token given as --token>")}

        What it was asked: {cloud.Url}_rig/requests
        Ctrl-C stops it.
        """);
}
