using System.Text.RegularExpressions;
using PulumiOrgs.Build;
using PulumiOrgs.Build.Release;
using YamlDotNet.RepresentationModel;

namespace PulumiOrgs.Docs.Tests;

/// <summary>What nobody here can run: that the workflows are well formed, and that what they name is there.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".github", "workflows");

    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Folder, "*.yml").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Other files that GitHub alone reads.</summary>
    public static TheoryData<string> Forms => [".github/dependabot.yml", ".github/ISSUE_TEMPLATE/bug.yml"];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_job_has_a_machine_an_end_and_steps(string workflow) => Assert.All(Jobs(workflow), static job =>
    {
        Assert.Superset(new HashSet<string> { "runs-on", "timeout-minutes", "steps" }, Keys(job.Value));
        Assert.NotEmpty(Steps(job.Value));
        Assert.All(Steps(job.Value), static step => Assert.Single(Keys(step), static key => key is "run" or "uses"));
    });

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_job_waits_for_jobs_that_there_are(string workflow) => Assert.All(Jobs(workflow), job =>
    {
        IEnumerable<YamlNode> needed = Find(job.Value, "needs") switch
        {
            YamlSequenceNode several => several,
            YamlScalarNode one => [one],
            _ => [],
        };
        Assert.All(needed, name => Assert.Contains(name.ToString(), Jobs(workflow).Keys));
    });

    [Theory]
    [MemberData(nameof(Workflows))]
    public void What_a_job_takes_from_its_matrix_is_in_it(string workflow) => Assert.All(Jobs(workflow), static job =>
    {
        var matrix = Find(job.Value, "strategy") is { } strategy ? (YamlMappingNode)Find(strategy, "matrix")! : [];
        HashSet<string>[] combinations = Find(matrix, "include") is YamlSequenceNode included
            ? [.. included.Select(static combination => Keys(combination))]
            : [Keys(matrix)];
        Assert.All(
            FromMatrix().Matches(Text(job.Value)).Select(static use => use.Groups["key"].Value),
            key => Assert.All(combinations, combination => Assert.Contains(key, combination)));
    });

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_project_that_a_command_names_is_there(string workflow) => Assert.All(Commands(workflow), static command => Assert.All(
        Project().Matches(command).Select(static named => named.Groups["path"].Value),
        static path => Assert.True(Directory.EnumerateFiles(Path.Combine(Repository.Root, path), "*.csproj").Any(), $"there is no project in {path}")));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_file_of_this_repository_that_a_command_names_is_there(string workflow)
    {
        var folders = Directory.EnumerateDirectories(Repository.Root).Select(Path.GetFileName).ToHashSet();
        Assert.All(
            Commands(workflow).SelectMany(static command => command.Split([' ', '\n', '"'], StringSplitOptions.RemoveEmptyEntries))
                .Where(word => word.Split('/') is [var first, _, ..] && folders.Contains(first)),
            static word => Assert.NotEmpty(Directory.EnumerateFileSystemEntries(
                Path.Combine(Repository.Root, Path.GetDirectoryName(word)!), Path.GetFileName(word))));
    }

    [Fact]
    public void A_release_has_an_archive_for_each_machine_that_builds_one()
    {
        var built = ((YamlSequenceNode)Find(Jobs("release.yml")["plugin"], "strategy", "matrix", "include")!)
            .Select(static machine => Find(machine, "runtime")!.ToString());

        Assert.All(built, static runtime => Assert.Contains(runtime, PluginArchive.Runtimes.Keys));
    }

    // Dependabot looks after the workflows alone.
    [Fact]
    public void The_guides_take_the_actions_in_the_versions_of_the_workflows()
    {
        var ours = Workflows.SelectMany(static workflow => Actions(File.ReadAllText(Path.Combine(Folder, workflow.Data)))).ToHashSet();
        var shown = Documents.Pages.SelectMany(static page => Documents.Blocks(page, "yaml")).SelectMany(static block => Actions(block.Code));

        Assert.All(shown, action => Assert.Contains(action, ours));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_other_files_are_read(string file) => Assert.NotEmpty(Read(Path.Combine(Repository.Root, file)).Children);

    private static YamlMappingNode Read(string file)
    {
        using var text = new StreamReader(file);
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static Dictionary<string, YamlNode> Jobs(string workflow) => ((YamlMappingNode)Find(Read(Path.Combine(Folder, workflow)), "jobs")!)
        .ToDictionary(static job => job.Key.ToString(), static job => job.Value);

    private static YamlSequenceNode Steps(YamlNode job) => (YamlSequenceNode)Find(job, "steps")!;

    private static IEnumerable<string> Commands(string workflow) =>
        Jobs(workflow).Values.SelectMany(Steps).Select(static step => Find(step, "run")?.ToString()).OfType<string>();

    private static HashSet<string> Keys(YamlNode node) => [.. ((YamlMappingNode)node).Children.Keys.Select(static key => key.ToString())];

    private static YamlNode? Find(YamlNode? node, params IEnumerable<string> path) => path.Aggregate(
        node, static (within, key) => within is YamlMappingNode map && map.Children.TryGetValue(key, out var found) ? found : null);

    // Of all scalars within a node.
    private static string Text(YamlNode node) => string.Join('\n', node.AllNodes.OfType<YamlScalarNode>().Select(static scalar => scalar.Value));

    private static IEnumerable<string> Actions(string text) => Action().Matches(text).Select(static use => use.Groups["action"].Value);

    [GeneratedRegex(@"matrix\.(?<key>\w+)")]
    private static partial Regex FromMatrix();

    [GeneratedRegex(@"dotnet (run --project|test --project|publish|pack|msbuild) (?<path>[\w./-]+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"uses: (?<action>\S+)")]
    private static partial Regex Action();
}
