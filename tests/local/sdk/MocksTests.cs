using Moq;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace LocalSdkTests;

public class MocksTests
{
    private readonly Mock<IMocks> _mocks = new();

    public MocksTests() => _mocks
        .Setup(static mocks => mocks.NewResourceAsync(It.IsAny<MockResourceArgs>()))
        .Returns<MockResourceArgs>(static args => Task.FromResult<(string?, object)>(($"{args.Name}-id", args.Inputs)));

    [Fact]
    public async Task A_program_is_tested_without_an_engine()
    {
        var (resources, outputs) = await Deployment.TestAsync(_mocks.Object, new TestOptions { IsPreview = false }, static () =>
        {
            var thing = new Thing("a", new ThingArgs { Text = "shown", List = { "ada" } });
            return new Dictionary<string, object?> { ["text"] = thing.Text };
        });

        var thing = Assert.IsType<Thing>(Assert.Single(resources));
        Assert.Equal("a-id", await OutputUtilities.GetValueAsync(thing.Id));
        Assert.Equal(["ada"], await OutputUtilities.GetValueAsync(thing.List));
        Assert.Equal("shown", await OutputUtilities.GetValueAsync((Output<string>)outputs["text"]!));
    }

    [Fact]
    public async Task Mocks_see_type_name_and_known_inputs_with_secrets_in_the_clear()
    {
        await Deployment.TestAsync(_mocks.Object, new TestOptions(), static () =>
            _ = new Thing("a", new ThingArgs
            {
                Text = Output.CreateSecret("hidden"),
                Colour = Colour.Red,
                Count = OutputUtilities.CreateUnknown(0),
            }));

        _mocks.Verify(static mocks => mocks.NewResourceAsync(It.Is<MockResourceArgs>(static args =>
            args.Type == Thing.Token
            && args.Name == "a"
            && args.Inputs.Count == 2
            && args.Inputs["text"].Equals("hidden")
            && args.Inputs["colour"].Equals("red"))));
    }

    [Fact]
    public async Task Mocks_answer_functions()
    {
        _mocks.Setup(static mocks => mocks.CallAsync(It.IsAny<MockCallArgs>()))
            .ReturnsAsync(new Dictionary<string, object> { ["label"] = "value" });

        var (_, outputs) = await Deployment.TestAsync(_mocks.Object, new TestOptions(), static () => new Dictionary<string, object?>
        {
            ["value"] = Deployment.Instance.Invoke<Part>("test:index:find", InvokeArgs.Empty)
                .Apply(static found => found.Label),
        });

        Assert.Equal("value", await OutputUtilities.GetValueAsync((Output<string?>)outputs["value"]!));
    }

    [Fact]
    public async Task A_failing_program_throws_what_it_logged()
    {
        var exception = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(
            _mocks.Object, new TestOptions(), new Action(static () => throw new RunException("no roster"))));

        Assert.Equal("no roster", exception.Message);
    }
}
