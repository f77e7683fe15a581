using Pulumi;

namespace LocalSdkTests;

public class SettingsTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PULUMI_MONITOR"] = "127.0.0.1:1",
        ["PULUMI_ENGINE"] = "127.0.0.1:2",
        ["PULUMI_PROJECT"] = "p",
        ["PULUMI_STACK"] = "s",
        ["PULUMI_DRY_RUN"] = "true",
        ["PULUMI_CONFIG"] = """{"p:a":"1","p:b":"2"}""",
    };

    [Fact]
    public void Come_from_the_environment()
    {
        var (settings, monitor, engine) = DeploymentSettings.FromEnvironment(Environment.GetValueOrDefault);

        Assert.Equal(("127.0.0.1:1", "127.0.0.1:2"), (monitor, engine));
        Assert.True(settings is { Project: "p", Stack: "s", IsDryRun: true });
        Assert.Equal(new Dictionary<string, string> { ["p:a"] = "1", ["p:b"] = "2" }, settings.Config);
    }

    [Theory]
    [InlineData("PULUMI_MONITOR")]
    [InlineData("PULUMI_STACK")]
    [InlineData("PULUMI_DRY_RUN")]
    public void That_are_missing_say_how_to_start_the_program(string missing)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => DeploymentSettings.FromEnvironment(
            name => name == missing ? null : Environment.GetValueOrDefault(name)));

        Assert.Contains("pulumi up", exception.Message);
        Assert.Contains(missing, exception.Message);
    }

    [Fact]
    public void Are_there_only_inside_of_a_deployment() =>
        Assert.Throws<InvalidOperationException>(static () => Deployment.Instance);
}
