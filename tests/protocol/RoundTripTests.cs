using CsCheck;
using Grpc.Core;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Build.Fuzz;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>What holds of every resource that a create made, whatever its inputs were.</summary>
public sealed class RoundTripTests(SharedProvider shared) : IAsyncLifetime
{
    // Of every resource: so many are tried, and so many must have been made, or nothing was tested.
    private const int Samples = 40;
    private const int Made = 10;

    private JObject _schema = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ResourceProvider.ResourceProviderClient Calls => shared.Provider.Calls;

    public async ValueTask InitializeAsync() =>
        _schema = JObject.Parse((await Calls.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: Cancellation)).Schema);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public Task The_same_program_again_changes_nothing() => ForEachMadeAsync(async (urn, made) =>
        Assert.Empty((await DiffAsync(urn, made, made.Inputs)).DetailedDiff));

    [Fact]
    public Task A_refresh_finds_nothing() => ForEachMadeAsync(async (urn, made) =>
    {
        var found = await ReadAsync(new ReadRequest
        {
            Urn = urn,
            Id = made.Id,
            Properties = WireCodec.ToStruct(made.Properties),
            Inputs = WireCodec.ToStruct(made.Inputs),
        });

        Assert.Equal(made, found);
    });

    [Fact]
    public Task The_program_that_an_import_finds_changes_nothing() => ForEachMadeAsync(async (urn, made) =>
    {
        var imported = await ReadAsync(new ReadRequest { Urn = urn, Id = made.Id });

        Assert.Empty((await DiffAsync(urn, imported, imported.Inputs)).DetailedDiff);
    });

    private async Task ForEachMadeAsync(Func<string, Existing, Task> assert)
    {
        foreach (var resource in Shape.ResourcesOf(_schema))
        {
            var made = 0;
            await Hostile.Sound(resource).Select(WireCodec.FromStruct).SampleAsync(
                async given =>
                {
                    var organization = shared.Found(new Member { Login = "ada" }, new Member { Login = "bob" });
                    shared.Cloud.State.Change(organization, static before => before.WithTeam(new Team { Name = "web" }));
                    var urn = $"urn:pulumi:dev::{organization}::{resource.Token}::it";
                    if (await CreateAsync(urn, Possible(organization, resource.Token, given)) is { } existing)
                    {
                        Interlocked.Increment(ref made);
                        await assert(urn, existing);
                    }
                },
                iter: Samples);
            Assert.True(made >= Made, $"only {made} of {Samples} {resource.Token} could be made");
        }
    }

    // What the inputs name must exist, or be to come, or go together.
    private static PropertyMap Possible(string organization, string token, PropertyMap given) => token == "orgs:index:OrgMembers"
        ? PropertyMap.Of(
            ("organization", organization),
            ("admins", new ListValue(["ADMIN"])),
            ("members", Some(given, "members", "ada", "Bob")),
            ("billingManagers", Some(given, "billingManagers", "cleo", "dan")),
            ("exclusive", given.Find("exclusive")),
            ("adopt", true))
        : Possible(organization, given);

    private static ListValue? Some(PropertyMap given, string name, params PropertyValue[] logins) =>
        given.Find(name) is ListValue list ? new ListValue([.. logins.Take(list.Items.Count)]) : null;

    private static PropertyMap Possible(string organization, PropertyMap given) =>
        given.ContainsKey("githubTeamId") && given.Find("teamType") is StringValue { Value: "github" }
            ? PropertyMap.Of(("organization", organization), ("teamType", "github"), ("githubTeamId", 17))
            : PropertyMap.Of(given.Select(input => (input.Key, (input.Key, input.Value) switch
            {
                ("githubTeamId", _) => null,
                ("roleId", _) => SharedProvider.Auditor.Id,
                ("role" or "admin", _) when given.ContainsKey("roleId") => null,
                ("teamType", _) => "pulumi",
                ("organization", _) => organization,
                ("team", _) => "web",
                ("username", _) when given.ContainsKey("team") => "Ada",
                ("payloadUrl", _) => "https://example.com/hook",
                ("name", _) when given.ContainsKey("rotateBefore") => null,
                ("rotateBefore", _) => "24h",
                ("maxOpenDuration", _) => "90m",
                ("expiresAfter", _) => "90d",
                ("expires", _) when given.ContainsKey("expiresAfter") => null,
                ("expires", _) => DateTimeOffset.UtcNow.AddDays(90).ToUnixTimeSeconds(),
                ("members", ListValue logins) => new ListValue([.. ((PropertyValue[])["ada", "Bob", "admin"]).Take(logins.Items.Count)]),
                _ => (PropertyValue?)input.Value,
            })).Append(("organization", organization)).DistinctBy(static input => input.Item1));

    /// <summary>What was made; null where the inputs, as they were thrown together, cannot be.</summary>
    private async Task<Existing?> CreateAsync(string urn, PropertyMap inputs)
    {
        var check = await Calls.CheckAsync(new CheckRequest { Urn = urn, News = WireCodec.ToStruct(inputs) }, cancellationToken: Cancellation);
        if (check.Failures.Count > 0)
        {
            return null;
        }

        try
        {
            var created = await Calls.CreateAsync(new CreateRequest { Urn = urn, Properties = check.Inputs }, cancellationToken: Cancellation);
            return new Existing(created.Id, WireCodec.FromStruct(created.Properties), WireCodec.FromStruct(check.Inputs));
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unknown)
        {
            return null;
        }
    }

    private async Task<Existing> ReadAsync(ReadRequest request)
    {
        var found = await Calls.ReadAsync(request, cancellationToken: Cancellation);
        return new Existing(found.Id, WireCodec.FromStruct(found.Properties), WireCodec.FromStruct(found.Inputs));
    }

    /// <summary>What a deployment of a program with these inputs would change.</summary>
    private async Task<DiffResponse> DiffAsync(string urn, Existing existing, PropertyMap inputs)
    {
        var oldInputs = WireCodec.ToStruct(existing.Inputs);
        var check = await Calls.CheckAsync(
            new CheckRequest { Urn = urn, News = WireCodec.ToStruct(inputs), Olds = oldInputs }, cancellationToken: Cancellation);
        Assert.Empty(check.Failures);
        return await Calls.DiffAsync(
            new DiffRequest { Urn = urn, Id = existing.Id, Olds = WireCodec.ToStruct(existing.Properties), OldInputs = oldInputs, News = check.Inputs },
            cancellationToken: Cancellation);
    }
}
