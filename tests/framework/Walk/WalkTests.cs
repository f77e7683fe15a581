using System.Reflection;
using System.Text.RegularExpressions;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Walk;

/// <summary>What CONTRIBUTING's walk tells to write compiles, and does what the walk says that follows from it.</summary>
public sealed partial class WalkTests
{
    private static readonly ResourceContext Context = new("urn:pulumi:dev::test::test:index:VisibleTeam::web", "test:index:VisibleTeam");

    private readonly IResource _team = new VisibleTeam().ToRunner();

    [Fact]
    public void All_that_is_to_be_written_is_compiled_here()
    {
        var root = Path.Combine(Metadata("Framework"), "..");
        var compiled = Lines(File.ReadAllText(Path.Combine(root, "tests", "framework", "Walk", "VisibleTeam.cs")));
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(root, "CONTRIBUTING.md")).ReplaceLineEndings("\n"));

        Assert.Equal(2, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(Lines(block.Groups["code"].Value), compiled, StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_gives_none_gets_the_default() =>
        Assert.Equal(PropertyMap.Of(("name", "web"), ("visibility", "everybody")), Check(PropertyMap.Of(("name", "web"))).Inputs);

    [Fact]
    public void Another_value_is_refused_with_those_that_there_are() => Assert.Equal(
        new CheckFailure("visibility", "'nobody' is unknown; use 'everybody' or 'members'"),
        Assert.Single(Check(PropertyMap.Of(("name", "web"), ("visibility", "nobody"))).Failures));

    [Fact]
    public async Task A_change_is_made_in_place()
    {
        var inputs = PropertyMap.Of(("name", "web"), ("visibility", "members"));

        var diff = await _team.DiffAsync(
            Context, new DiffQuery(inputs.With("visibility", "everybody"), PropertyMap.Empty, inputs, []), TestContext.Current.CancellationToken);

        Assert.Equal(new Dictionary<string, PropertyChange> { ["visibility"] = new(ChangeKind.Update, Replaces: false, AgainstInputs: false) }, diff.Changes);
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0));

    private static string Metadata(string key) =>
        typeof(WalkTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    [GeneratedRegex("^ *```csharp\n(?<code>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    private CheckResult Check(PropertyMap inputs) =>
        _team.Check(Context, inputs, null, ConfigurationDefaults.None, new Autonaming("web", default, null, AutonamingMode.Propose));
}
