using System.Net;
using System.Net.Sockets;

namespace PulumiOrgs.Local.Cloud.Tests;

public class CloudCommandTests
{
    [Fact]
    public async Task Serves_until_interrupted_and_says_how_to_reach_it()
    {
        var output = new AnnouncingWriter("Ctrl-C stops it.");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = RunAsync(output, interrupt.Token, "--port", "0", "--organization", "umbrella");
        await output.Announced.WaitAsync(interrupt.Token);
        var (url, token) = (Told("PULUMI_BACKEND_URL"), Told("PULUMI_ACCESS_TOKEN"));

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"token {token}");
        var members = await http.GetStringAsync($"{url}/api/orgs/umbrella/members", interrupt.Token);
        await interrupt.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Contains("\"githubLogin\":\"admin\"", members);

        string Told(string variable) => output.ToString().Split('\n').Single(line => line.Contains(variable)).Split('=')[1].Trim();
    }

    [Fact]
    public async Task Says_when_the_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var output = new AnnouncingWriter("");

        Assert.Equal(1, await RunAsync(output, TestContext.Current.CancellationToken, "--port", $"{port}"));
        Assert.Contains($"{port}", output.ToString());
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "abc")]
    [InlineData("--port", "")]
    [InlineData("--data", "")]
    [InlineData("--data", "/")]
    [InlineData("--organization", "")]
    [InlineData("--organization", "a/b")]
    [InlineData("--no-such-option", "1")]
    public async Task Refuses_options_that_make_no_sense(string option, string value)
    {
        var output = new AnnouncingWriter("");

        Assert.Equal(1, await RunAsync(output, TestContext.Current.CancellationToken, option, value));
        Assert.Contains(option, output.ToString());
        Assert.DoesNotContain("   at ", output.ToString());
    }

    private static Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken, params string[] arguments) =>
        new CloudCommand().Parse(arguments).InvokeAsync(new() { Output = output, Error = output }, cancellationToken);

    /// <summary>Keeps what is written, and tells when a certain text has been.</summary>
    private sealed class AnnouncingWriter(string text) : StringWriter
    {
        private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Announced => _announced.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.Contains(text) == true)
            {
                _announced.TrySetResult();
            }
        }
    }
}
