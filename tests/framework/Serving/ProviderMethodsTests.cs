using Grpc.Core;
using PulumiOrgs.Framework.Tests.Running;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What of the plugin protocol is served, under which names.</summary>
public sealed class ProviderMethodsTests
{
    private const string NoUrn = "'' is not a URN";

    /// <summary>What each method says to an empty message.</summary>
    public static TheoryData<string, StatusCode, string> Methods => new()
    {
        { "Handshake", StatusCode.OK, "" },
        { "Attach", StatusCode.InvalidArgument, "'' is not an engine's address of the form host:port" },
        { "GetPluginInfo", StatusCode.OK, "" },
        { "GetSchema", StatusCode.OK, "" },
        { "CheckConfig", StatusCode.OK, "" },
        { "DiffConfig", StatusCode.OK, "" },
        { "Configure", StatusCode.OK, "" },
        { "Check", StatusCode.InvalidArgument, NoUrn },
        { "Diff", StatusCode.InvalidArgument, NoUrn },
        { "Create", StatusCode.InvalidArgument, NoUrn },
        { "Read", StatusCode.InvalidArgument, NoUrn },
        { "Update", StatusCode.InvalidArgument, NoUrn },
        { "Delete", StatusCode.InvalidArgument, NoUrn },
        { "Invoke", StatusCode.Unknown, "the package 'boxes' 1.0.0 has no function ''; it has " },
        { "List", StatusCode.Unknown, "the package 'boxes' 1.0.0 has no resource ''; it has boxes:index/box:Box" },
        { "Cancel", StatusCode.OK, "" },
        { "Sing", StatusCode.Unimplemented, "the plugin does not know this method" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Each_is_there_under_its_name_and_no_other(string method, StatusCode status, string text)
    {
        await using var served = await ServedPackage.StartAsync(Box.Package(new Box()));

        var answer = await served.CallAsync(method, []);

        Assert.Equal((status, text), (answer.StatusCode, answer.Detail));
    }

    [Fact]
    public void Those_are_all_of_the_protocol() => Assert.Equal(
        ResourceProvider.Descriptor.Methods.Select(static method => method.Name).Append("Sing").Order(),
        Methods.Select(static method => method.Data.Item1).Order());

    [Fact]
    public async Task What_is_no_message_is_refused_with_the_reason()
    {
        await using var served = await ServedPackage.StartAsync(Box.Package(new Box()));

        var answer = await served.CallAsync("Create", [0x0A, 0x7F]);

        Assert.Equal(StatusCode.InvalidArgument, answer.StatusCode);
        Assert.StartsWith("the request is no message of the plugin protocol: While parsing a protocol message", answer.Detail, StringComparison.Ordinal);
    }
}
