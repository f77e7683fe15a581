using CsCheck;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

public sealed class StateStoreTests : IDisposable
{
    private static readonly Dictionary<string, string> Environment = new() { ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("state-");

    private string FilePath => Path.Combine(_folder.FullName, "dev.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Values_of_every_kind_come_back_as_they_were()
    {
        var store = Open();
        var written = new List<PropertyMap>();
        GenValue.Map.Sample(written.Add, iter: 200, threads: 1);
        await store.CommitAsync(edit =>
        {
            for (var index = 0; index < written.Count; index++)
            {
                edit.Add(new StateEntry(Resource($"r{index}") with { Inputs = written[index] }));
            }
        });

        Assert.All(written.Zip(Open().Entries), static pair => Assert.Equal(pair.First, pair.Second.State.Inputs));
    }

    [Fact]
    public async Task No_secret_is_on_disk_in_plain_text()
    {
        var secret = new PropertyMap([KeyValuePair.Create<string, PropertyValue>("outer", new SecretValue(PropertyMap.Of(
            ("inner", new SecretValue("hunter2")),
            ("list", new ListValue(["hunter2"])))))]);
        var store = Open();
        var resource = Resource("a") with { Inputs = secret, Outputs = secret };
        await store.CommitAsync(edit => edit
            .Add(new StateEntry(resource))
            .Begin(new PendingOperation(OperationKind.Updating, resource)));

        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(FilePath));
        Assert.Equal(secret, Open().Entries[0].State.Inputs);
    }

    [Fact]
    public async Task A_secret_that_stays_keeps_its_ciphertext()
    {
        var resource = Resource("a") with { Inputs = PropertyMap.Of(("value", new SecretValue("x"))) };
        await Open().CommitAsync(edit => edit.Add(new StateEntry(resource)));
        var before = CiphertextOf(await File.ReadAllTextAsync(FilePath));

        var store = Open();
        await store.CommitAsync(edit => edit.Remove(store.Entries[0]).Add(new StateEntry(resource with { Protect = true })));

        Assert.Equal(before, CiphertextOf(await File.ReadAllTextAsync(FilePath)));
    }

    [Fact]
    public async Task A_stack_without_secrets_needs_no_passphrase()
    {
        await Open([]).CommitAsync(static edit => edit.Add(new StateEntry(Resource("a"))));

        Assert.Equal(["dev.json"], Directory.GetFiles(_folder.FullName).Select(Path.GetFileName));
        Assert.Null(JObject.Parse(await File.ReadAllTextAsync(FilePath)).SelectToken("deployment.secrets_providers"));
    }

    [Fact]
    public async Task Without_a_passphrase_one_is_made_that_only_its_owner_may_read()
    {
        var resource = Resource("a") with { Inputs = PropertyMap.Of(("value", new SecretValue("x"))) };
        await Open([]).CommitAsync(edit => edit.Add(new StateEntry(resource)));

        Assert.Equal(resource.Inputs, Open([]).Entries[0].State.Inputs);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath + ".passphrase"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Fact]
    public async Task All_that_is_known_of_a_resource_comes_back()
    {
        var urn = Resource("a").Urn;
        var full = Resource("b") with
        {
            Delete = true,
            Id = "id",
            Parent = urn,
            Protect = true,
            External = true,
            Dependencies = [urn],
            InitErrors = ["not ready"],
            Provider = ProviderReference.Parse("urn:pulumi:dev::proj::pulumi:providers:test::default::1"),
            PropertyDependencies = new Dictionary<string, IReadOnlyList<Urn>> { ["value"] = [urn] },
            PendingReplacement = true,
            AdditionalSecretOutputs = ["password"],
            Aliases = [urn],
            ImportId = "import",
            RetainOnDelete = true,
            Created = DateTimeOffset.UnixEpoch,
            Modified = DateTimeOffset.UnixEpoch.AddTicks(1),
            IgnoreChanges = ["a.b"],
            ReplaceOnChanges = ["c"],
        };
        await Open().CommitAsync(edit => edit.Add(new StateEntry(full)));
        var first = await File.ReadAllTextAsync(FilePath);

        var store = Open();
        await store.CommitAsync(static _ => { });

        Assert.Equal(Resources(first), Resources(await File.ReadAllTextAsync(FilePath)));
        Assert.Equal(full.Modified, store.Entries[0].State.Modified);
    }

    [Fact]
    public async Task Fields_that_the_engine_does_not_know_are_kept()
    {
        await File.WriteAllTextAsync(FilePath, """
            {"version":3,"deployment":{"manifest":{"time":"2026-01-01T00:00:00Z"},"metadata":{"x":1},"resources":[
            {"urn":"urn:pulumi:dev::proj::test:index:Thing::a","custom":true,"type":"test:index:Thing",
            "sourcePosition":"project:///p#1,2","modified":"2026-01-01T00:00:00Z"}]}}
            """);
        var store = Open();
        await store.CommitAsync(static _ => { });

        var deployment = JObject.Parse(await File.ReadAllTextAsync(FilePath))["deployment"]!;
        Assert.Equal(1, (int?)deployment.SelectToken("metadata.x"));
        Assert.Equal("project:///p#1,2", (string?)deployment["resources"]![0]!["sourcePosition"]);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"version":4,"deployment":{}}""")]
    public async Task A_file_that_is_no_checkpoint_is_refused(string content)
    {
        await File.WriteAllTextAsync(FilePath, content);
        Assert.Throws<StateException>(() => Open());
    }

    [Fact]
    public async Task A_wrong_passphrase_is_named_as_such()
    {
        var resource = Resource("a") with { Inputs = PropertyMap.Of(("value", new SecretValue("x"))) };
        await Open().CommitAsync(edit => edit.Add(new StateEntry(resource)));

        Assert.Throws<IncorrectPassphraseException>(() => Open(new() { ["PULUMI_CONFIG_PASSPHRASE"] = "wrong" }));
    }

    [Fact]
    public async Task Many_changes_at_once_are_all_on_disk_when_they_say_so()
    {
        var store = Open();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(index => Task.Run(async () =>
        {
            await store.CommitAsync(edit => edit.Add(new StateEntry(Resource($"r{index}"))));
            Assert.Contains($"::r{index}\"", await File.ReadAllTextAsync(FilePath));
        })));

        Assert.Equal(200, Open().Entries.Count);
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_is_an_error_of_the_change()
    {
        var store = Open();
        Directory.CreateDirectory(FilePath);

        var failure = await Assert.ThrowsAsync<StateException>(() => store.CommitAsync(static _ => { }));
        Assert.Contains("cannot be written", failure.Message);
    }

    public class The_removal_of_a_resource
    {
        private const string Group = "urn:pulumi:dev::proj::test:index:Thing::group";
        private const string Child = "urn:pulumi:dev::proj::test:index:Thing::child";

        [Fact]
        public async Task Takes_it_out()
        {
            await using var stack = await StackAsync();

            var gone = await RemoveAsync(stack, Child);

            Assert.Equal([Child], gone.Select(static urn => urn.Text));
            Assert.Equal([Group], stack.Things.Select(static thing => (string?)thing["urn"]));
            Assert.Equal(2, stack.Provider.Things.Count);
        }

        [Fact]
        public async Task Is_refused_while_others_depend_on_it_unless_they_go_too()
        {
            await using var stack = await StackAsync();

            var refusal = await Assert.ThrowsAsync<StateException>(() => RemoveAsync(stack, Group, force: true));

            Assert.Contains(Child, refusal.Message);
            Assert.Equal(2, stack.Things.Count);
            Assert.Equal([Group, Child], (await RemoveAsync(stack, Group, dependents: true)).Select(static urn => urn.Text));
            Assert.Empty(stack.Things);
        }

        [Fact]
        public async Task Is_refused_for_what_is_protected_unless_forced()
        {
            await using var stack = await StackAsync(protect: true);

            Assert.Contains("--force", (await Assert.ThrowsAsync<StateException>(() => RemoveAsync(stack, Child))).Message);
            Assert.Single(await RemoveAsync(stack, Child, force: true));
        }

        [Fact]
        public async Task Is_refused_for_what_is_not_there()
        {
            await using var stack = await StackAsync();

            Assert.Contains("no resource", (await Assert.ThrowsAsync<StateException>(() => RemoveAsync(stack, "urn:x"))).Message);
        }

        private static async Task<TestStack> StackAsync(bool protect = false)
        {
            var stack = await TestStack.StartAsync();
            await stack.UpAsync(async monitor =>
            {
                var group = await monitor.ThingAsync("group", "1");
                await monitor.ThingAsync("child", "2", request =>
                {
                    request.Dependencies.Add(group.Urn);
                    request.Protect = protect;
                });
            });
            return stack;
        }

        private static Task<IReadOnlyList<Urn>> RemoveAsync(TestStack stack, string urn, bool force = false, bool dependents = false)
        {
            var environment = new Dictionary<string, string> { ["PULUMI_CONFIG_PASSPHRASE"] = TestStack.Passphrase };
            var passphrase = new PassphraseSource(environment, "unused");
            var store = StateStore.Open(new StateFile(stack.StatePath), passphrase, TimeProvider.System, readOnly: false);
            return new StateRemoval(store).RunAsync(urn, force, dependents);
        }
    }

    private static StackResource Resource(string name) => new()
    {
        Urn = Urn.Create("dev", "proj", null, "test:index:Thing", name),
        Custom = true,
    };

    private static string CiphertextOf(string state) =>
        (string)JObject.Parse(state).SelectToken("deployment.resources[0].inputs.value.ciphertext")!;

    private static string Resources(string state) => JObject.Parse(state).SelectToken("deployment.resources")!.ToString();

    private StateStore Open(Dictionary<string, string>? environment = null) => StateStore.Open(
        new StateFile(FilePath),
        new PassphraseSource(environment ?? Environment, FilePath + ".passphrase"),
        TimeProvider.System,
        readOnly: false);
}
