using System.CommandLine;
using System.CommandLine.Parsing;

namespace PulumiOrgs.Local.Cloud;

/// <summary>The emulator as a program: starts it, says how to reach it, and serves until it is interrupted.</summary>
internal sealed class CloudCommand : RootCommand
{
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

    public CloudCommand()
        : base("Emulates the organizations API of Pulumi Cloud on this machine.")
    {
        _port.Validators.Add(static result => Refuse(
            result,
            static text => int.TryParse(text, out var port) && port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort,
            $"must be from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}"));
        _data.Validators.Add(static result =>
            Refuse(result, static path => path.Length == 0 || Directory.Exists(path), "must be a file that is there or can be made"));
        _organizations.Validators.Add(static result => Refuse(
            result,
            static name => !Names.LooksLikeLogin(name),
            "must be letters, digits, hyphens, underscores and periods, the first a letter or digit"));
        Options.Add(_port);
        Options.Add(_data);
        Options.Add(_organizations);
        SetAction(ServeAsync);
    }

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
          export PULUMI_ACCESS_TOKEN={cloud.AccessToken}

        Ctrl-C stops it.
        """);
}
