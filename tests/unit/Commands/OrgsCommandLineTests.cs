using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Tests.Commands;

public sealed class OrgsCommandLineTests : CommandTest
{
    [Theory]
    [InlineData(true, "export")]
    [InlineData(true, "drift", "--organization", "acme")]
    [InlineData(true, "--help")]
    [InlineData(true, "help", "export")]
    [InlineData(false)]
    [InlineData(false, "127.0.0.1:4711")]
    [InlineData(false, "--logtostderr", "-v=9", "--tracing", "file:///tmp/x", "127.0.0.1:4711")]
    [InlineData(false, "-v=9", "--help", "127.0.0.1:4711")]
    public void Only_what_is_plainly_a_command_keeps_the_plugin_from_starting(bool isCommand, params string[] arguments) =>
        Assert.Equal(isCommand, OrgsCommandLine.IsCommand(arguments));

    [Theory]
    [InlineData("--help", "export", "drift")]
    [InlineData("help", "export", "drift")]
    [InlineData("help export", "--program", "--force")]
    [InlineData("drift --help", "--roster", "--html", "--ignore")]
    public async Task Helps(string arguments, params string[] words)
    {
        Assert.Equal(0, await RunAsync(arguments.Split(' ')));
        Assert.All(words, word => Assert.Contains(word, Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("export", "--organization")]
    [InlineData("drift --organization acme", "--roster")]
    [InlineData("export --organization acme --wrong", "--wrong")]
    public async Task Says_what_is_wrong_with_a_command_line(string arguments, string option)
    {
        Assert.Equal(1, await RunAsync(arguments.Split(' ')));
        Assert.Contains(option, Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--api-url ftp://acme", "--api-url: 'ftp://acme' is no URL of an API")]
    [InlineData("--api-url https://acme.example", "error: no access token for https://acme.example. Looked at the environment variable")]
    public async Task Says_what_keeps_a_command_from_connecting_in_words_of_its_options(string option, string message)
    {
        var environment = new Dictionary<string, string> { ["PULUMI_HOME"] = PathOf("nobody") };

        Assert.Equal(1, await RunAsync(
            (organization, apiUrl) => OrgsCommandLine.Connect(environment.GetValueOrDefault, static _ => { }, organization, apiUrl),
            ["export", "--organization", "acme", .. option.Split(' ')]));
        Assert.Contains(message, Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("orgs:", Error, StringComparison.Ordinal);
    }
}
