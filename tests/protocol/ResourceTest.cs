using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using Newtonsoft.Json;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>
/// One type of resource in an organization that no other test has, called as an engine calls. Inputs name the
/// organization unless they say otherwise.
/// </summary>
public abstract partial class ResourceTest
{
    private readonly SharedProvider _shared;

    protected ResourceTest(SharedProvider shared, string type)
    {
        _shared = shared;
        Type = $"orgs:index:{type}";
        Organization = shared.Found(Login("ada"), Login("bob"));
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected EmulatedCloud Cloud => _shared.Cloud;

    /// <summary>Its members are <c>admin</c> (the caller), <c>ada</c> and <c>bob</c>.</summary>
    protected string Organization { get; }

    /// <summary>What the cloud has of it now.</summary>
    protected Organization Observed => Cloud.State.Organization(Organization);

    /// <summary>What the cloud was asked of the organization, such as <c>POST members/ada {"role":"member"}</c>.</summary>
    protected IReadOnlyList<string> Requests => [.. Cloud.Requests.All.Select(Describe).OfType<string>()];

    protected virtual ResourceProvider.ResourceProviderClient Calls => _shared.Provider.Calls;

    /// <summary>Who deletes: as for an engine's destroy, a process of its own, in which nothing is declared.</summary>
    protected virtual ResourceProvider.ResourceProviderClient Destroyer => _shared.Destroyer.Calls;

    private string Type { get; }

    private string Urn => UrnOf("it");

    /// <summary>The URN of a resource of this type; the project is the organization, so that no two tests share one.</summary>
    protected string UrnOf(string name) => $"urn:pulumi:dev::{Organization}::{Type}::{name}";

    protected static Member Login(string login) => new() { Login = login };

    protected static PropertyMap Map(params IEnumerable<(string Name, PropertyValue? Value)> properties) => PropertyMap.Of(properties);

    protected static PropertyValue List(params IEnumerable<PropertyValue> items) => new ListValue([.. items]);

    /// <summary>The detail of that type which a failure carries.</summary>
    protected static T DetailOf<T>(RpcException failure)
        where T : class, IMessage<T>, new() =>
        failure.GetRpcStatus()?.GetDetail<T>() ?? throw new InvalidOperationException($"no {typeof(T).Name} comes with: {failure.Message}");

    /// <summary>What becomes of which property.</summary>
    protected static Dictionary<string, Kind> KindsOf(DiffResponse diff)
    {
        Assert.True(diff.HasDetailedDiff);
        Assert.Equal(
            diff.DetailedDiff.Count == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal(diff.DetailedDiff.Keys.Select(static path => path.Split('[')[0]).Distinct().Order(), diff.Diffs.Order());
        Assert.Equal(
            diff.DetailedDiff.Where(change => change.Value.Kind is Kind.AddReplace or Kind.DeleteReplace or Kind.UpdateReplace)
                .Select(change => change.Key).Order(),
            diff.Replaces.Order());
        return diff.DetailedDiff.ToDictionary(change => change.Key, change => change.Value.Kind);
    }

    /// <summary>Changes the organization behind the provider's back.</summary>
    protected void Change(Func<Organization, Organization> change) => Cloud.State.Change(Organization, change);

    /// <summary>Makes requests of the organization go wrong.</summary>
    /// <param name="method">Which ones.</param>
    /// <param name="path">The end of their path, below the organization.</param>
    /// <param name="action">What goes wrong.</param>
    /// <param name="times">With how many of them.</param>
    /// <param name="skip">After how many of them.</param>
    protected void Spoil(string method, string path, FaultAction action, int times = 1, int skip = 0) => Cloud.Faults.Add(
        new FaultRule { Method = method, PathPattern = $"/{Organization}/{Regex.Escape(path)}$", Action = action, Times = times, Skip = skip });

    protected async Task<CheckResponse> CheckAsync(PropertyMap inputs, PropertyMap? oldInputs = null, Action<CheckRequest>? ask = null)
    {
        var request = new CheckRequest
        {
            Urn = Urn,
            News = WireCodec.ToStruct(InOrganization(inputs)),
            // As engines do, which send an empty message where there are none.
            Olds = WireCodec.ToStruct(oldInputs ?? PropertyMap.Empty),
        };
        ask?.Invoke(request);
        return await Calls.CheckAsync(request, cancellationToken: Cancellation);
    }

    /// <summary>The inputs as a check leaves them, which must find nothing wrong.</summary>
    protected async Task<PropertyMap> CheckedAsync(PropertyMap inputs, PropertyMap? oldInputs = null)
    {
        var response = await CheckAsync(inputs, oldInputs);
        Assert.Empty(response.Failures);
        return WireCodec.FromStruct(response.Inputs);
    }

    /// <summary>The one thing that a check finds wrong, as <c>property: reason</c>; and it asks nobody.</summary>
    protected async Task<string> OnlyFaultAsync(PropertyMap inputs)
    {
        var failure = Assert.Single((await CheckAsync(inputs)).Failures);
        Assert.Empty(Requests);
        return $"{failure.Property}: {failure.Reason}";
    }

    protected async Task<DiffResponse> DiffAsync(Existing existing, PropertyMap inputs, params IEnumerable<string> ignoreChanges)
    {
        var request = new DiffRequest
        {
            Id = existing.Id,
            Urn = Urn,
            Olds = WireCodec.ToStruct(existing.Properties),
            OldInputs = WireCodec.ToStruct(existing.Inputs),
            News = WireCodec.ToStruct(await CheckedAsync(inputs, existing.Inputs)),
            IgnoreChanges = { ignoreChanges },
        };
        return await Calls.DiffAsync(request, cancellationToken: Cancellation);
    }

    protected async Task<Existing> CreateAsync(PropertyMap inputs, TimeSpan timeout = default)
    {
        var checkedInputs = await CheckedAsync(inputs);
        var created = await Calls.CreateAsync(
            new CreateRequest { Urn = Urn, Properties = WireCodec.ToStruct(checkedInputs), Timeout = timeout.TotalSeconds },
            cancellationToken: Cancellation);
        return new Existing(created.Id, WireCodec.FromStruct(created.Properties), checkedInputs);
    }

    /// <summary>
    /// The properties as a preview of a new resource foresees them. It asks nothing but, once in a deployment, whether the
    /// organization can be seen.
    /// </summary>
    protected async Task<PropertyMap> PreviewAsync(PropertyMap inputs)
    {
        var created = await Calls.CreateAsync(
            new CreateRequest { Urn = Urn, Properties = WireCodec.ToStruct(await CheckedAsync(inputs)), Preview = true },
            cancellationToken: Cancellation);
        Assert.Empty(created.Id);
        Assert.Empty(Requests.Except(["GET teams"]));
        return WireCodec.FromStruct(created.Properties);
    }

    /// <summary>Reads as a refresh does; null when it is gone.</summary>
    protected Task<Existing?> ReadAsync(
        Existing existing, TimeSpan timeout = default, ResourceProvider.ResourceProviderClient? calls = null) => ReadAsync(
        new ReadRequest
        {
            Id = existing.Id,
            Urn = Urn,
            Properties = WireCodec.ToStruct(existing.Properties),
            Inputs = WireCodec.ToStruct(existing.Inputs),
            Timeout = timeout.TotalSeconds,
        },
        calls ?? Calls);

    /// <summary>Reads with nothing but the id.</summary>
    protected Task<Existing?> ImportAsync(string id) => ReadAsync(new ReadRequest { Id = id, Urn = Urn }, Calls);

    protected async Task<PropertyMap> UpdateAsync(Existing existing, PropertyMap inputs, bool preview = false, TimeSpan timeout = default)
    {
        var request = new UpdateRequest
        {
            Id = existing.Id,
            Urn = Urn,
            Olds = WireCodec.ToStruct(existing.Properties),
            OldInputs = WireCodec.ToStruct(existing.Inputs),
            News = WireCodec.ToStruct(await CheckedAsync(inputs, existing.Inputs)),
            Preview = preview,
            Timeout = timeout.TotalSeconds,
        };
        return WireCodec.FromStruct((await Calls.UpdateAsync(request, cancellationToken: Cancellation)).Properties);
    }

    protected Task DeleteAsync(Existing existing) => DeleteAsync(existing, "it", Destroyer);

    protected async Task DeleteAsync(Existing existing, string name, ResourceProvider.ResourceProviderClient calls) => await calls.DeleteAsync(
        new DeleteRequest
        {
            Id = existing.Id,
            Urn = UrnOf(name),
            Properties = WireCodec.ToStruct(existing.Properties),
            OldInputs = WireCodec.ToStruct(existing.Inputs),
        },
        cancellationToken: Cancellation);

    protected static Task<RpcException> FailureOfAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);

    [GeneratedRegex("continuationToken=[^&]+")]
    private static partial Regex PageMark();

    private static async Task<Existing?> ReadAsync(ReadRequest request, ResourceProvider.ResourceProviderClient calls)
    {
        var found = await calls.ReadAsync(request, cancellationToken: Cancellation);
        if (found.Id.Length > 0)
        {
            return new Existing(found.Id, WireCodec.FromStruct(found.Properties), WireCodec.FromStruct(found.Inputs));
        }

        Assert.Null(found.Properties);
        return null;
    }

    private PropertyMap InOrganization(PropertyMap inputs) =>
        inputs.ContainsKey("organization") ? inputs : inputs.With("organization", Organization);

    private string? Describe(LoggedRequest request)
    {
        var root = $"/api/orgs/{Organization}/";
        if (!request.Path.StartsWith(root, StringComparison.Ordinal))
        {
            return null;
        }

        var query = request.Query.Length == 0 ? "" : $"?{PageMark().Replace(request.Query, "next")}";
        var body = request.Body is null ? "" : $" {request.Body.ToString(Formatting.None)}";
        return $"{request.Method} {request.Path[root.Length..]}{query}{body}";
    }
}
