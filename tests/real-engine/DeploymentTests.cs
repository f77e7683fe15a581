using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.RealEngine.Tests;

/// <summary>Pulumi's own engine with the plugin, the example and an emulated cloud: what the README says to do.</summary>
public sealed class DeploymentTests : IAsyncDisposable
{
    private const string Roster = """
        admins: [ada]
        members:
          - bob
          - cleo
        teams:
          - { name: web, displayName: Web, description: The site, admins: [ada], members: [bob] }
        """;

    private readonly List<IAsyncDisposable> _started = [];

    private EmulatedCloud _cloud = null!;
    private PulumiCli _pulumi = null!;

    private Organization Acme => _cloud.State.Organization("acme");

    [Fact(Skip = PulumiCli.Missing, SkipType = typeof(PulumiCli), SkipUnless = nameof(PulumiCli.IsThere))]
    public async Task The_example_is_deployed_changed_refreshed_and_taken_down()
    {
        await StartAsync();
        await WriteAsync("Pulumi.yaml", $"""
            name: acme-org
            runtime:
              name: dotnet
              options:
                binary: '{Built.Example}'
            plugins:
              providers:
                - name: orgs
                  path: '{Built.PluginFolder}'
            """);
        await WriteAsync("roster.yaml", Roster);
        await NewStackAsync();
        await _pulumi.RunAsync("config", "set", "orgs:organization", "acme");
        await _pulumi.RunAsync("config", "set", "orgs:apiUrl", _cloud.Url.ToString());
        await _pulumi.RunAsync("config", "set", "roster", Path.Combine(_pulumi.Folder, "roster.yaml"));

        await _pulumi.RunAsync("preview");
        Assert.Equal(["admin"], Acme.Members.Keys);
        await _pulumi.RunAsync("up", "--yes");
        Assert.Equal(["ada", "admin", "bob", "cleo"], Acme.Members.Keys);
        Assert.Equal(["ada", "bob"], Acme.Team("web").Members.Keys);
        Assert.Equal(2, Acme.Tokens.Count(static token => token.Deleted is null));

        // Tokens are secret in the outputs and in the state, and the same for ever.
        var hidden = JObject.Parse(await _pulumi.RunAsync("stack", "output", "--json"));
        var shown = JObject.Parse(await _pulumi.RunAsync("stack", "output", "--json", "--show-secrets"));
        var value = (string)shown["tokens"]!["ci"]!;
        Assert.StartsWith("pul-", value, StringComparison.Ordinal);
        Assert.DoesNotContain(value, hidden.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(value, await _pulumi.RunAsync("stack", "export"), StringComparison.Ordinal);

        var before = _cloud.Requests.Writes.Count;
        await _pulumi.RunAsync("up", "--yes", "--expect-no-changes");
        await _pulumi.RunAsync("refresh", "--yes", "--expect-no-changes");
        Assert.Equal(before, _cloud.Requests.Writes.Count);

        // Somebody does something at the console: a refresh sees it, an up undoes it.
        _cloud.State.Change("acme", static acme => acme.ChangeRole("bob", OrganizationRole.Admin));
        await _pulumi.RunAsync("refresh", "--yes");
        Assert.Equal("admin", (await ResourceAsync("orgs:index:OrgMember", "acme/bob"))["outputs"]!["role"]);
        await _pulumi.RunAsync("up", "--yes");
        Assert.Equal(OrganizationRole.Member, Acme.Members["bob"].Role);

        // A line less is a person less.
        await WriteAsync("roster.yaml", Roster.Replace("  - cleo\n", "", StringComparison.Ordinal));
        await _pulumi.RunAsync("up", "--yes");
        Assert.Equal(["ada", "admin", "bob"], Acme.Members.Keys);

        // One by one it is imported too.
        _cloud.State.Change("acme", static acme => Join(acme, "dan"));
        await _pulumi.RunAsync("import", "orgs:index:OrgMember", "dan", "acme/dan", "--yes", "--generate-code=false", "--protect=false");
        Assert.Equal("dan", (await ResourceAsync("orgs:index:OrgMember", "acme/dan"))["outputs"]!["username"]);

        await _pulumi.RunAsync("destroy", "--yes");
        Assert.Equal(["admin"], Acme.Members.Keys);
        Assert.Empty(Acme.Teams);
        Assert.DoesNotContain(Acme.Tokens, static token => token.Deleted is null);
    }

    [Fact(Skip = PulumiCli.Missing, SkipType = typeof(PulumiCli), SkipUnless = nameof(PulumiCli.IsThere))]
    public async Task An_organization_that_exists_is_exported_imported_and_has_no_differences()
    {
        // Within the checkout, whose packages the exported program takes.
        await StartAsync(Directory.CreateDirectory(Path.Combine(Built.Repository, "artifacts", $"real-engine-{Guid.NewGuid():N}")).FullName);
        _pulumi.WithPluginOnPath();
        _cloud.State.Change("acme", static acme => Enumerable.Range(1, 20).Select(static number => $"person{number}").Aggregate(acme, Join));

        await _pulumi.RunOtherAsync(
            Path.Combine(Built.PluginFolder, "pulumi-resource-orgs"),
            ["export", "--organization", "acme", "--program", "."],
            ("PULUMI_ACCESS_TOKEN", _cloud.AccessToken),
            ("PULUMI_BACKEND_URL", _cloud.Url.ToString()));
        await NewStackAsync();
        await _pulumi.RunAsync("import", "--file", "import.json", "--generate-code=false", "--protect=false", "--yes");
        await _pulumi.RunAsync("preview", "--expect-no-changes");

        Assert.Equal(21, (await ResourcesAsync()).Count(static resource => (string?)resource["type"] == "orgs:index:OrgMember"));
        Assert.Empty(_cloud.Requests.Writes);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _started)
        {
            await started.DisposeAsync();
        }
    }

    private static Organization Join(Organization organization, string login) => organization.AddMember(
        new PulumiUser { Login = login, Name = login, Email = $"{login}@example.com", AvatarUrl = "" },
        OrganizationRole.Member,
        DateTimeOffset.UtcNow);

    private async Task StartAsync(string? folder = null)
    {
        _cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), TestContext.Current.CancellationToken);
        _started.Add(_cloud);
        _pulumi = await PulumiCli.StartAsync(folder);
        _started.Add(_pulumi);
    }

    private async Task NewStackAsync()
    {
        await _pulumi.RunAsync("stack", "init", "dev");
        await _pulumi.RunAsync("config", "set", "--secret", "orgs:accessToken", _cloud.AccessToken);
    }

    private async Task<JToken> ResourceAsync(string type, string id) =>
        (await ResourcesAsync()).Single(resource => (string?)resource["type"] == type && (string?)resource["id"] == id);

    private async Task<IEnumerable<JToken>> ResourcesAsync() =>
        JObject.Parse(await _pulumi.RunAsync("stack", "export"))["deployment"]!["resources"]!;

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_pulumi.Folder, name), text, TestContext.Current.CancellationToken);
}
