using Moq;
using PulumiOrgs.Local.Engine.Commands;

namespace PulumiOrgs.Local.Engine.Tests;

public class CommandLineTests
{
    private readonly Mock<ICommandRunner> _runner = new();
    private EngineOptions? _options;
    private Uri? _cloud;
    private bool _json;

    public CommandLineTests() => _runner
        .Setup(static runner => runner.RunAsync(
            It.IsAny<EngineOptions>(),
            It.IsAny<Uri?>(),
            It.IsAny<bool>(),
            It.IsAny<CancellationToken>()))
        .Callback((EngineOptions options, Uri? cloud, bool json, CancellationToken _) => (_options, _cloud, _json) = (options, cloud, json))
        .ReturnsAsync(3);

    [Theory]
    [InlineData("preview", EngineCommand.Preview)]
    [InlineData("up", EngineCommand.Up)]
    [InlineData("refresh", EngineCommand.Refresh)]
    [InlineData("destroy", EngineCommand.Destroy)]
    public void Each_command_runs_with_the_usual_options(string name, EngineCommand command)
    {
        Assert.Equal(3, Run(name));
        Assert.Equal((command, "dev", 16, null), (_options!.Command, _options.Stack, _options.Parallel, _cloud));
        Assert.False(_json);
    }

    [Fact]
    public void Options_may_stand_before_and_after_the_command()
    {
        Run("--stack test up --program /tmp --parallel 3 --config a=1 --config orgs:b=x=y --cloud http://127.0.0.1:1 --json".Split(' '));

        Assert.Equal(("test", "/tmp", 3), (_options!.Stack, _options.ProgramDirectory, _options.Parallel));
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["orgs:b"] = "x=y" }, _options.Config);
        Assert.Equal(new Uri("http://127.0.0.1:1"), _cloud);
        Assert.True(_json);
    }

    [Fact]
    public void An_import_names_type_name_and_id()
    {
        Run("import", "orgs:index:Team", "web", "acme/web", "--protect");

        Assert.Equal(new("orgs:index:Team", "web", "acme/web", Protect: true), _options!.Import);
    }

    [Fact]
    public void An_import_may_name_a_file_instead()
    {
        Run("import", "--file", "/tmp/import.json", "--protect");

        Assert.Equal(("/tmp/import.json", true, null), (_options!.ImportFile, _options.Protect, _options.Import));
    }

    [Fact]
    public void An_up_may_show_secrets()
    {
        Run("up");
        Assert.False(_options!.ShowSecrets);
        Run("up", "--show-secrets");
        Assert.True(_options!.ShowSecrets);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_resource_may_be_taken_out_of_the_state(bool force, bool dependents)
    {
        _runner.Setup(runner => runner.DeleteFromStateAsync(
            It.Is<EngineOptions>(static options => options.Stack == "test"), "urn:x", force, dependents)).ReturnsAsync(4);

        string[] flags = [.. force ? ["--force"] : Array.Empty<string>(), .. dependents ? ["--target-dependents"] : Array.Empty<string>()];
        Assert.Equal(4, Run(["state", "delete", "urn:x", "--stack", "test", .. flags]));
    }

    [Theory]
    [InlineData("--parallel", "abc")]
    [InlineData("--parallel", "")]
    [InlineData("--parallel", "0")]
    [InlineData("--parallel", "-1")]
    [InlineData("--parallel", "1.5")]
    [InlineData("--parallel", "99999999999")]
    [InlineData("--stack", "")]
    [InlineData("--stack", "a b")]
    [InlineData("--stack", "a\u001b[2J")]
    [InlineData("--state", "")]
    [InlineData("--state", "/")]
    [InlineData("--program", "")]
    [InlineData("--cloud", "")]
    [InlineData("--cloud", "x")]
    [InlineData("--cloud", "http://")]
    [InlineData("--config", "")]
    [InlineData("--config", "=x")]
    [InlineData("--json", "maybe")]
    [InlineData("--continue-on-error", "maybe")]
    public void A_value_that_makes_no_sense_is_refused_with_the_option_and_no_stack(string option, string value)
    {
        foreach (var command in (string[])["preview", "up", "refresh", "destroy", "state"])
        {
            using var error = new StringWriter();

            Assert.Equal(1, new CommandLine(_runner.Object).Build().Parse([command, option, value]).Invoke(new() { Output = error, Error = error }));
            var message = error.ToString().Split("Description:")[0];
            Assert.True(message.Contains(option) || message.Contains($"'{value}'"), message);
            Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
            Assert.Null(_options);
        }

        _runner.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("import", "type", "name", "id", "--file", "import.json")]
    [InlineData("import")]
    [InlineData("up", "--parallel", "0")]
    [InlineData("up", "--config", "novalue")]
    [InlineData("up", "--cloud", "ftp://x")]
    [InlineData("up", "--stack", "../up")]
    [InlineData("import", "type", "name")]
    [InlineData("sideways")]
    public void What_makes_no_sense_is_refused(params string[] arguments)
    {
        Assert.NotEqual(0, Run(arguments));
        Assert.Null(_options);
    }

    private int Run(params string[] arguments)
    {
        using var nowhere = new StringWriter();
        return new CommandLine(_runner.Object).Build().Parse(arguments).Invoke(new() { Output = nowhere, Error = nowhere });
    }
}
