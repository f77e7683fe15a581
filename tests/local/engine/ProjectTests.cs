using PulumiOrgs.Local.Engine.Projects;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

public sealed class ProjectTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("project-");
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_project_is_found_from_a_folder_below_it()
    {
        Write("Pulumi.yaml", "name: proj\nruntime: dotnet\nmain: src\n");
        var below = _folder.CreateSubdirectory("a/b");

        var project = PulumiProject.Find(below.FullName);

        Assert.Equal(("proj", "dotnet", "src", _folder.FullName), (project.Name, project.Runtime, project.Main, project.Directory));
    }

    [Fact]
    public void A_runtime_may_have_options_and_plugins_paths()
    {
        Write("Pulumi.yaml", """
            name: proj
            runtime:
              name: dotnet
              options: {binary: bin/proj.dll}
            plugins:
              providers:
                - {name: orgs, path: provider}
            """);

        var project = PulumiProject.Find(_folder.FullName);

        Assert.Equal("bin/proj.dll", project.RuntimeOptions["binary"]);
        Assert.Equal(new ProjectPlugin("orgs", Path.Combine(_folder.FullName, "provider")), Assert.Single(project.Providers));
    }

    [Theory]
    [InlineData("runtime: dotnet", "'name'")]
    [InlineData("name: proj", "'runtime'")]
    [InlineData("name: [", "not YAML")]
    [InlineData("just text", "fields")]
    public void A_project_that_says_too_little_is_refused(string yaml, string said)
    {
        Write("Pulumi.yaml", yaml);
        Assert.Contains(said, Assert.Throws<ProjectException>(() => PulumiProject.Find(_folder.FullName)).Message);
    }

    [Fact]
    public void Settings_come_from_project_stack_and_command_line_and_the_later_wins()
    {
        Write(
            "Pulumi.yaml",
            "name: proj\nruntime: dotnet\nconfig:\n  a: project\n  b: {type: string, default: project}\n  c: {type: string}\n");
        Write("Pulumi.dev.yaml", "config:\n  proj:b: stack\n  orgs:organization: acme\n  proj:list: [1, \"2\"]\n");
        var config = Load(new() { ["a"] = "given" });

        Assert.Equal(
            PropertyMap.Of(("a", "given"), ("b", "stack"), ("list", """[1,"2"]""")),
            config.ForPackage("proj"));
        Assert.Equal(PropertyMap.Of(("organization", "acme")), config.ForPackage("orgs"));
    }

    [Fact]
    public void Secret_settings_are_decrypted_and_stay_secret()
    {
        var crypter = PassphraseCrypter.Create("correct horse");
        Write("Pulumi.yaml", "name: proj\nruntime: dotnet\n");
        Write(
            "Pulumi.dev.yaml",
            $"encryptionsalt: {crypter.State}\nconfig:\n  orgs:accessToken:\n    secure: {crypter.Encrypt("hunter2")}\n");

        var config = Load([]);

        Assert.Equal(new SecretValue("hunter2"), config.ForPackage("orgs")["accessToken"]);
        Assert.Equal("""["orgs:accessToken"]""", config.SecretKeysJson);
    }

    [Fact]
    public void A_key_that_means_nothing_is_a_warning()
    {
        Write("Pulumi.yaml", "name: proj\nruntime: dotnet\n");
        Write("Pulumi.dev.yaml", "secretsprovider: passphrase\nconfg:\n  orgs:organization: acme\nconfig:\n  a: b\n");

        Load([]);

        Assert.Contains("Pulumi.dev.yaml: 'confg' means nothing here", Assert.Single(_warnings));
    }

    private StackConfig Load(Dictionary<string, string> given) => StackConfig.Load(
        PulumiProject.Find(_folder.FullName),
        "dev",
        given,
        new PassphraseSource(new Dictionary<string, string> { ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse" }, "unused"),
        _warnings.Add);

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);
}
