using Moq;
using Pulumi;
using Pulumi.Orgs;
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
            var team = new Team("platform", new TeamArgs { Name = "platform", Members = { "ada" } });
            return new Dictionary<string, object?> { ["team"] = team.Name };
        });

        var team = Assert.IsType<Team>(Assert.Single(resources));
        Assert.Equal("platform-id", await OutputUtilities.GetValueAsync(team.Id));
        Assert.Equal(["ada"], await OutputUtilities.GetValueAsync(team.Members));
        Assert.Equal("platform", await OutputUtilities.GetValueAsync((Output<string>)outputs["team"]!));
    }

    [Fact]
    public async Task Mocks_see_type_name_and_known_inputs_with_secrets_in_the_clear()
    {
        await Deployment.TestAsync(_mocks.Object, new TestOptions(), static () =>
            _ = new OrgMember("ada", new OrgMemberArgs
            {
                Username = Output.CreateSecret("ada"),
                Role = OrgRole.Admin,
                Organization = OutputUtilities.CreateUnknown(""),
            }));

        _mocks.Verify(static mocks => mocks.NewResourceAsync(It.Is<MockResourceArgs>(static args =>
            args.Type == "orgs:index:OrgMember"
            && args.Name == "ada"
            && args.Inputs.Count == 2
            && args.Inputs["username"].Equals("ada")
            && args.Inputs["role"].Equals("admin"))));
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
