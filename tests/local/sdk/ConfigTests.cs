using System.Collections.Immutable;
using Pulumi;
using PulumiOrgs.Protocol;

namespace LocalSdkTests;

public class ConfigTests
{
    [Fact]
    public async Task Values_are_read_by_type_and_namespace()
    {
        var outputs = await OutputsAsync(static () =>
        {
            var config = new Config();
            return new()
            {
                ["text"] = config.Get("text"),
                ["number"] = config.GetInt32("number"),
                ["ratio"] = config.GetDouble("ratio"),
                ["flag"] = config.GetBoolean("flag"),
                ["missing"] = config.Get("missing"),
                ["organization"] = new Config("orgs").Get("organization"),
            };
        });

        Assert.Equal(
            PropertyMap.Of(
                ("text", "t"),
                ("number", 3),
                ("ratio", 0.5),
                ("flag", true),
                ("organization", "acme")),
            outputs);
    }

    [Fact]
    public async Task A_value_that_is_read_as_a_secret_is_one()
    {
        var outputs = await OutputsAsync(static () => new()
        {
            ["required"] = new Config().RequireSecret("text"),
            ["found"] = new Config().GetSecret("text"),
            ["missing"] = new Config().GetSecret("missing"),
        });

        Assert.Equal(PropertyMap.Of(("required", new SecretValue("t")), ("found", new SecretValue("t"))), outputs);
    }

    [Fact]
    public async Task A_missing_value_is_an_error_that_names_the_key_and_the_command()
    {
        var error = await ErrorAsync(static () => new Config().Require("region"));
        var secret = await ErrorAsync(static () => new Config().RequireSecret("region"));

        Assert.Equal("The configuration value 'tests:region' is missing: set it with `pulumi config set tests:region <value>`.", error);
        Assert.Equal("The configuration value 'tests:region' is missing: set it with `pulumi config set --secret tests:region <value>`.", secret);
    }

    [Theory]
    [InlineData("number")]
    [InlineData("flag")]
    public async Task A_value_of_another_type_is_an_error_that_does_not_show_it(string type)
    {
        var error = await ErrorAsync(() => _ = type == "number" ? new Config().GetInt32("text") : (object?)new Config().GetBoolean("text"));

        Assert.Contains("'tests:text' is no valid", error);
        Assert.DoesNotContain("'t'", error);
    }

    private static async Task<PropertyMap> OutputsAsync(Func<Dictionary<string, object?>> program)
    {
        await using var engine = await FakeEngine.StartAsync();
        await RunAsync(engine, program);
        return engine.StackOutputs();
    }

    private static async Task<string> ErrorAsync(Action program)
    {
        await using var engine = await FakeEngine.StartAsync();
        await RunAsync(engine, () =>
        {
            program();
            return [];
        });
        return engine.Errors.Single();
    }

    private static Task<int> RunAsync(FakeEngine engine, Func<Dictionary<string, object?>> program) => engine.RunStackAsync(
        () => new Stack(() => Task.FromResult<IDictionary<string, object?>>(program())),
        config: new Dictionary<string, string>
        {
            ["tests:text"] = "t",
            ["tests:number"] = "3",
            ["tests:ratio"] = "0.5",
            ["tests:flag"] = "true",
            ["orgs:organization"] = "acme",
        }.ToImmutableDictionary());
}
