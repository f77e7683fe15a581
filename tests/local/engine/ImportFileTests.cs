using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Projects;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

public sealed class ImportFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task All_that_a_file_names_is_taken_over()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["1"] = PropertyMap.Of(("value", "1"));
        stack.Provider.Things["2"] = PropertyMap.Of(("value", "2"));
        Write("""
            { "resources": [
              { "type": "test:index:Thing", "name": "one", "id": "1" },
              { "type": "test:index:Thing", "name": "other", "logicalName": "real", "id": "2" }
            ] }
            """);

        var result = await stack.ImportAsync(_file);

        Assert.True(result.Succeeded, stack.Shown);
        Assert.Equal(2, result.Counts[StepOp.Import]);
        Assert.Equal(
            [
                "urn:pulumi:dev::proj::test:index:Thing::one",
                "urn:pulumi:dev::proj::test:index:Thing::real",
            ],
            stack.State["resources"]!.Select(static resource => (string)resource["urn"]!)
                .Where(static urn => urn.Contains("test:index", StringComparison.Ordinal))
                .Order());
    }

    [Fact]
    public async Task What_is_not_there_fails_and_the_rest_is_taken_over()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["1"] = PropertyMap.Empty;
        Write("""
            { "resources": [
              { "type": "test:index:Thing", "name": "a", "id": "1" },
              { "type": "test:index:Thing", "name": "b", "id": "nowhere" }
            ] }
            """);

        var result = await stack.ImportAsync(_file, continueOnError: true);

        Assert.False(result.Succeeded);
        Assert.Equal("a", Assert.Single(stack.Things)["urn"]!.ToString().Split("::")[^1]);
    }

    [Theory]
    [InlineData("""{ "name": "a", "id": "1" }""", "resources[0] 'a' has no type")]
    [InlineData("""{ "type": "t:i:T", "id": "1" }""", "resources[0] has no name")]
    [InlineData("""{ "type": "t:i:T", "name": "a" }""", "resources[0] 'a' has no id")]
    [InlineData("""{ "type": "t:i:T", "name": "a", "id": "1", "properties": ["b"] }""", "this engine does not know 'properties'")]
    [InlineData("""{ "type": "t:i:T", "name": "a", "id": "1", "parent": "b" }""", "this engine does not know 'parent'")]
    public void What_cannot_be_done_is_refused(string resource, string problem)
    {
        Write($$"""{ "resources": [{{resource}}] }""");

        var failure = Assert.Throws<ProjectException>(() => ImportFile.Read(_file, protect: false));

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "resources": {} }""")]
    [InlineData("""{ "resources": ["a"] }""")]
    [InlineData("""{ "resources": [{ "type": 5, "name": {}, "id": [] }] }""")]
    public void A_file_of_another_kind_is_refused(string text)
    {
        Write(text);

        Assert.StartsWith(_file, Assert.Throws<ProjectException>(() => ImportFile.Read(_file, protect: false)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private void Write(string text) => File.WriteAllText(_file, text);
}
