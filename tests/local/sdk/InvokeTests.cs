using Grpc.Core;
using Pulumi;
using Pulumi.Utilities;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace LocalSdkTests;

public class InvokeTests
{
    private const string Token = "test:index:find";

    [Fact]
    public async Task Sends_the_arguments_and_reads_the_result()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Invoke = static _ => Answer(("size", 2), ("label", "l"));

        await engine.RunWithOutputsAsync(static () => new Dictionary<string, object?>
        {
            ["size"] = Deployment.Instance.Invoke<Part>(Token, new SearchArgs { Query = "x" }, new InvokeOptions { Version = "1.0.0" })
                .Apply(static part => part.Size),
        });

        var request = engine.Invokes.Single();
        Assert.Equal((Token, "1.0.0", ""), (request.Tok, request.Version, request.Provider));
        Assert.Equal(PropertyMap.Of(("q", "x")), WireCodec.FromStruct(request.Args));
        Assert.Equal(2, engine.StackOutputs()["size"]);
    }

    [Fact]
    public async Task Can_be_awaited()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Invoke = static _ => Answer(("label", "value"));

        await engine.RunStackAsync(static () => new Stack(
            static async () => new Dictionary<string, object?>
            {
                ["value"] = (await Deployment.Instance.InvokeAsync<Part>(Token, InvokeArgs.Empty)).Label,
            }));

        Assert.Equal("value", engine.StackOutputs()["value"]);
    }

    [Fact]
    public async Task Is_not_sent_while_an_argument_is_unknown()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunWithOutputsAsync(
            static () => new Dictionary<string, object?>
            {
                ["part"] = Deployment.Instance.Invoke<Part>(Token, new SearchArgs { Query = OutputUtilities.CreateUnknown("") }, new InvokeOptions()),
            },
            isDryRun: true);

        Assert.Empty(engine.Invokes);
        Assert.Equal(PropertyValue.Unknown, engine.StackOutputs()["part"]);
    }

    [Fact]
    public async Task Is_not_sent_before_what_it_depends_on_exists()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Register = FakeEngine.Previewed;

        await engine.RunAsync(
            static () => _ = Deployment.Instance.Invoke<Part>(
                Token, InvokeArgs.Empty, new InvokeOutputOptions { DependsOn = { new Thing("a") } }),
            isDryRun: true);

        Assert.Empty(engine.Invokes);
    }

    [Fact]
    public async Task Depends_on_the_resources_that_its_arguments_come_from_and_is_secret_with_them()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Invoke = static _ => Answer(("label", "l"));

        await engine.RunAsync(static () =>
        {
            var a = new Thing("a", new ThingArgs { Text = Output.CreateSecret("s") });
            var part = Deployment.Instance.Invoke<Part>(Token, new SearchArgs { Query = Output.CreateSecret(a.Text) }, new InvokeOptions());
            _ = new Thing("b", new ThingArgs { Text = part.Apply(static known => known.Label!) });
        });

        Assert.Equal([FakeEngine.UrnOf(Thing.Token, "a")], engine.Of("b").Dependencies);
        Assert.Equal(new SecretValue("l"), engine.InputsOf("b")["text"]);
    }

    [Fact]
    public async Task Uses_the_provider_of_its_parent()
    {
        await using var engine = await FakeEngine.StartAsync();

        await engine.RunAsync(static () =>
        {
            var group = new Group("g", new ComponentResourceOptions { Provider = new ThingProvider("p") });
            Deployment.Instance.Invoke<Part>(Token, InvokeArgs.Empty, new InvokeOptions { Parent = group });
        });

        Assert.Equal($"{FakeEngine.UrnOf("pulumi:providers:test", "p")}::p-id", engine.Invokes.Single().Provider);
    }

    [Fact]
    public async Task That_is_refused_fails_the_program_with_property_and_reason()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Invoke = static _ => new ResourceInvokeResponse
        {
            Failures = { new CheckFailure { Property = "q", Reason = "is empty" } },
        };

        Assert.Equal(32, await engine.RunAsync(static () => _ = Deployment.Instance.Invoke<Part>(Token, InvokeArgs.Empty)));
        Assert.Equal(["test:index:find: q: is empty"], engine.Errors);
    }

    [Fact]
    public async Task That_breaks_fails_the_program_with_the_reason()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Invoke = static _ => throw new RpcException(new Status(StatusCode.Unknown, "no such organization"));

        Assert.Equal(32, await engine.RunAsync(static () => _ = Deployment.Instance.Invoke<Part>(Token, InvokeArgs.Empty)));
        Assert.Equal(["test:index:find: no such organization"], engine.Errors);
    }

    private static ResourceInvokeResponse Answer(params (string Name, PropertyValue? Value)[] result) =>
        new() { Return = WireCodec.ToStruct(PropertyMap.Of(result)) };
}
