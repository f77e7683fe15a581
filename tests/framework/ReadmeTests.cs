using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Grpc.Net.Client;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests;

/// <summary>The provider that the README shows is one that runs.</summary>
public sealed class ReadmeTests : IAsyncLifetime
{
    private const string Urn = "urn:pulumi:dev::test::greeting:index:Greeting::ada";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("greeting-");
    private Process _plugin = null!;
    private GrpcChannel _channel = null!;
    private ResourceProvider.ResourceProviderClient _provider = null!;

    private string Greeting => Path.Combine(_folder.FullName, "ada.txt");

    public async ValueTask InitializeAsync()
    {
        _plugin = Process.Start(new ProcessStartInfo("dotnet", [Metadata("GreetingProvider")])
        {
            RedirectStandardOutput = true,
            Environment = { ["TMPDIR"] = _folder.FullName, ["TEMP"] = _folder.FullName, ["TMP"] = _folder.FullName },
        })!;
        var port = int.Parse((await _plugin.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        _provider = new ResourceProvider.ResourceProviderClient(_channel);
        await BeginDeploymentAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _plugin.Kill();
        await _plugin.WaitForExitAsync();
        _plugin.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_program_in_the_readme_is_the_one_that_is_built()
    {
        var readme = File.ReadAllText(Path.Combine(Metadata("Framework"), "README.md")).ReplaceLineEndings("\n");
        var program = File.ReadAllText(Path.Combine(Metadata("Framework"), "example", "Program.cs")).ReplaceLineEndings("\n");

        Assert.True(
            readme.Contains($"```csharp\n{program}```\n", StringComparison.Ordinal),
            "framework/README.md shows another program than framework/example/Program.cs; copy that into its block");
    }

    [Fact]
    public async Task A_greeting_lives_as_the_readme_says()
    {
        var inputs = await CheckedAsync(PropertyMap.Of(("name", "ada")));
        Assert.Equal(PropertyMap.Of(("name", "ada"), ("phrase", "Hello")), inputs);

        var preview = await _provider.CreateAsync(new CreateRequest { Urn = Urn, Properties = WireCodec.ToStruct(inputs), Preview = true });
        Assert.True(WireCodec.FromStruct(preview.Properties)["text"].IsUnknown);
        Assert.False(File.Exists(Greeting));

        var made = await _provider.CreateAsync(new CreateRequest { Urn = Urn, Properties = WireCodec.ToStruct(inputs) });
        Assert.Equal(("ada", "Hello, ada!"), (made.Id, await File.ReadAllTextAsync(Greeting)));

        var wanted = inputs.With("phrase", "Good night");
        var diff = await DiffAsync(made, wanted);
        Assert.Equal((["phrase"], []), (diff.Diffs, diff.Replaces));
        Assert.Equal(["name"], (await DiffAsync(made, inputs.With("name", "bob"))).Replaces);

        await _provider.UpdateAsync(new UpdateRequest { Id = "ada", Urn = Urn, Olds = made.Properties, News = WireCodec.ToStruct(wanted) });
        var found = await _provider.ReadAsync(new ReadRequest { Id = "ada", Urn = Urn });
        Assert.Equal(wanted, WireCodec.FromStruct(found.Inputs));

        // In the deployment that declares it, it would not be deleted.
        await BeginDeploymentAsync();
        await _provider.DeleteAsync(new DeleteRequest { Id = "ada", Urn = Urn, Properties = found.Properties });
        Assert.False(File.Exists(Greeting));
        Assert.Equal("", (await _provider.ReadAsync(new ReadRequest { Id = "ada", Urn = Urn })).Id);
    }

    [Fact]
    public async Task A_name_that_would_be_another_folder_is_refused()
    {
        var answer = await _provider.CheckAsync(new CheckRequest { Urn = Urn, News = WireCodec.ToStruct(PropertyMap.Of(("name", "../ada"))) });

        Assert.Equal(("name", "'../ada' has a slash; names have none"), (Assert.Single(answer.Failures).Property, answer.Failures[0].Reason));
    }

    private async Task BeginDeploymentAsync() => await _provider.ConfigureAsync(new ConfigureRequest { Args = new() });

    private async Task<PropertyMap> CheckedAsync(PropertyMap inputs)
    {
        var answer = await _provider.CheckAsync(new CheckRequest { Urn = Urn, News = WireCodec.ToStruct(inputs) });
        Assert.Empty(answer.Failures);
        return WireCodec.FromStruct(answer.Inputs);
    }

    private async Task<DiffResponse> DiffAsync(CreateResponse made, PropertyMap inputs) =>
        await _provider.DiffAsync(new DiffRequest { Id = made.Id, Urn = Urn, Olds = made.Properties, News = WireCodec.ToStruct(inputs) });

    private static string Metadata(string key) =>
        typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
