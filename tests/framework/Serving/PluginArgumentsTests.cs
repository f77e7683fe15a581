using PulumiOrgs.Framework.Serving;

namespace PulumiOrgs.Framework.Tests.Serving;

public sealed class PluginArgumentsTests
{
    [Theory]
    [InlineData("127.0.0.1:4711")]
    [InlineData("--logtostderr", "-v=9", "127.0.0.1:4711")]
    [InlineData("-logtostderr", "-v", "9", "127.0.0.1:4711")]
    [InlineData("--tracing", "http://127.0.0.1:9411/api/v1/spans", "127.0.0.1:4711")]
    [InlineData("--tracing", "127.0.0.1:9411", "127.0.0.1:4711")]
    [InlineData("--tracing=file:///tmp/trace", "127.0.0.1:4711")]
    [InlineData("--of-tomorrow", "some value", "--and-another", "127.0.0.1:4711")]
    public void What_an_engine_gives_ends_with_its_address(params string[] arguments) =>
        Assert.Equal("127.0.0.1:4711", PluginArguments.Parse(arguments).Engine?.ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(0, "--logtostderr", "127.0.0.1:4711")]
    [InlineData(9, "--logtostderr", "-v=9", "127.0.0.1:4711")]
    [InlineData(11, "-v", "11", "127.0.0.1:4711")]
    [InlineData(7, "--v=7")]
    [InlineData(0, "-v=much", "127.0.0.1:4711")]
    [InlineData(0, "-v")]
    [InlineData(0, "--verbose=9", "127.0.0.1:4711")]
    public void Says_how_much_is_wanted_in_the_logs(int verbosity, params string[] arguments) =>
        Assert.Equal(verbosity, PluginArguments.Parse(arguments).Verbosity);

    [Theory]
    [InlineData("localhost:1", "http://localhost:1/")]
    [InlineData("[::1]:50051", "http://[::1]:50051/")]
    [InlineData("engine.example.com:80", "http://engine.example.com/")]
    public void An_engine_may_be_anywhere(string address, string url) =>
        Assert.Equal(url, PluginArguments.Parse([address]).Engine?.Url.ToString());

    [Theory]
    [InlineData]
    [InlineData("--logtostderr")]
    [InlineData("--logtostderr", "-v=9")]
    [InlineData("--tracing", "http://127.0.0.1:9411/api/v1/spans")]
    public void Without_an_address_it_waits_for_an_engine_to_attach(params string[] arguments) => Assert.Null(PluginArguments.Parse(arguments).Engine);

    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("", "")]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1:", "127.0.0.1:")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("127.0.0.1:65536", "127.0.0.1:65536")]
    [InlineData(":4711", ":4711")]
    [InlineData("me@127.0.0.1:4711", "me@127.0.0.1:4711")]
    [InlineData("http://127.0.0.1:4711", "http://127.0.0.1:4711")]
    [InlineData("127.0.0.1:4711/path", "127.0.0.1:4711/path")]
    [InlineData("127.0.0.1:4711#part", "127.0.0.1:4711#part")]
    [InlineData("no:such:engine", "no:such:engine")]
    [InlineData("--of-tomorrow", "--of-tomorrow")]
    [InlineData("foo", "foo", "127.0.0.1:4711")]
    [InlineData("foo", "-v=9", "foo")]
    [InlineData("exprot", "exprot", "--organization", "acme")]
    public void What_makes_no_sense_is_named(string named, params string[] arguments)
    {
        var fault = Assert.Throws<ArgumentException>(() => PluginArguments.Parse(arguments.Length == 0 ? [named] : arguments));

        Assert.StartsWith($"'{named}' is neither a command nor the address of an engine (host:port)", fault.Message, StringComparison.Ordinal);
    }
}
