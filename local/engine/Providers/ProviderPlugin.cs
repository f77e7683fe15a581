using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;
using Pulumirpc;
using ListValue = PulumiOrgs.Protocol.ListValue;
using NullValue = PulumiOrgs.Protocol.NullValue;
using StringValue = PulumiOrgs.Protocol.StringValue;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>
/// One running provider plugin. It is configured once; if its configuration is not known, as may be in a preview, it is
/// never asked and everything that it would answer is unknown.
/// </summary>
/// <param name="package">The package that it serves.</param>
/// <param name="connection">The connection to it.</param>
/// <param name="preview">Whether nothing may be changed.</param>
public sealed class ProviderPlugin(string package, PluginConnection connection, bool preview) : IResourceProvider, IAsyncDisposable
{
    private const string VersionKey = "version";

    private readonly ResourceProvider.ResourceProviderClient _client = connection.Client;
    private ProviderFeatures _features = connection.Features ?? new ProviderFeatures(false, false, false, false);
    private bool _configurationKnown = true;

    public async Task<CheckResult> CheckConfigAsync(Urn urn, PropertyMap olds, PropertyMap news, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.CheckConfigAsync(
                new CheckRequest
                {
                    Urn = urn.Text,
                    Name = urn.Name,
                    Type = urn.Type,
                    Olds = WireCodec.ToStruct(olds),
                    News = WireCodec.ToStruct(news),
                },
                cancellationToken: cancellationToken);
            return CheckResultOf(response);
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unimplemented)
        {
            return new CheckResult(news, []);
        }
        catch (RpcException failure)
        {
            throw ProviderErrors.From(failure, package);
        }
    }

    public async Task<ResourceDiff> DiffConfigAsync(
        Urn urn,
        string id,
        PropertyMap oldInputs,
        PropertyMap oldOutputs,
        PropertyMap news,
        CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.DiffConfigAsync(
                new DiffRequest
                {
                    Id = id,
                    Urn = urn.Text,
                    Name = urn.Name,
                    Type = urn.Type,
                    OldInputs = WireCodec.ToStruct(oldInputs),
                    Olds = WireCodec.ToStruct(oldOutputs),
                    News = WireCodec.ToStruct(news),
                },
                cancellationToken: cancellationToken);
            var diff = DiffOf(response);
            return diff with { Changed = diff.Changed ?? !oldOutputs.Equals(news) };
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unimplemented)
        {
            return new ResourceDiff { Changed = !oldOutputs.Equals(news) };
        }
        catch (RpcException failure)
        {
            throw ProviderErrors.From(failure, package);
        }
    }

    public async Task ConfigureAsync(Urn urn, string id, PropertyMap inputs, CancellationToken cancellationToken)
    {
        if (inputs.Values.Any(static value => value.ContainsUnknowns()))
        {
            _configurationKnown = false;
            return;
        }

        var response = await CallAsync(() => _client.ConfigureAsync(
            new ConfigureRequest
            {
                Urn = urn.Text,
                Id = id,
                Name = urn.Name,
                Type = urn.Type,
                AcceptSecrets = true,
                AcceptResources = true,
                SendsOldInputs = true,
                SendsOldInputsToDelete = true,
                Args = WireCodec.ToStruct(inputs),
                Variables = { Variables(inputs) },
            },
            cancellationToken: cancellationToken));
        _features = connection.Features
            ?? new ProviderFeatures(response.AcceptSecrets, response.AcceptResources, response.AcceptOutputs, response.SupportsPreview);
    }

    public async Task<CheckResult> CheckAsync(
        Urn urn,
        PropertyMap olds,
        PropertyMap news,
        byte[] randomSeed,
        CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new CheckResult(news, []);
        }

        var result = CheckResultOf(await CallAsync(() => _client.CheckAsync(
            new CheckRequest
            {
                Urn = urn.Text,
                Name = urn.Name,
                Type = urn.Type,
                Olds = ToWire(olds),
                News = ToWire(news),
                RandomSeed = ByteString.CopyFrom(randomSeed),
            },
            cancellationToken: cancellationToken)));
        return result with { Inputs = Remember(result.Inputs, news) };
    }

    public async Task<ResourceDiff> DiffAsync(
        ResourceState old,
        Urn urn,
        PropertyMap news,
        IReadOnlyList<string> ignoreChanges,
        CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new ResourceDiff { Changed = true };
        }

        return DiffOf(await CallAsync(() => _client.DiffAsync(
            new DiffRequest
            {
                Id = old.Id,
                Urn = urn.Text,
                Name = urn.Name,
                Type = urn.Type,
                OldInputs = ToWire(old.Inputs),
                Olds = ToWire(old.Outputs),
                News = ToWire(news, unknowns: true),
                IgnoreChanges = { ignoreChanges },
            },
            cancellationToken: cancellationToken)));
    }

    public async Task<CreateResult> CreateAsync(Urn urn, PropertyMap inputs, double timeout, CancellationToken cancellationToken)
    {
        if (preview && !_configurationKnown)
        {
            return new CreateResult("", PropertyMap.Empty);
        }

        if (preview && !_features.Preview)
        {
            return new CreateResult("", inputs);
        }

        try
        {
            var response = await CallAsync(() => _client.CreateAsync(
                new CreateRequest
                {
                    Urn = urn.Text,
                    Name = urn.Name,
                    Type = urn.Type,
                    Properties = ToWire(inputs),
                    Timeout = timeout,
                    Preview = preview,
                },
                cancellationToken: cancellationToken));
            return response.Id.Length > 0 || preview
                ? new CreateResult(response.Id, Remember(WireCodec.FromStruct(response.Properties), inputs))
                : throw new ProviderException($"the provider for '{package}' created {urn} without an id, so it cannot be recorded");
        }
        catch (InitializationFailedException failure)
        {
            throw Remember(failure, inputs);
        }
    }

    public async Task<PropertyMap> UpdateAsync(
        ResourceState old,
        Urn urn,
        PropertyMap news,
        IReadOnlyList<string> ignoreChanges,
        double timeout,
        CancellationToken cancellationToken)
    {
        if (preview && !_configurationKnown)
        {
            return PropertyMap.Empty;
        }

        if (preview && !_features.Preview)
        {
            return news;
        }

        try
        {
            var response = await CallAsync(() => _client.UpdateAsync(
                new UpdateRequest
                {
                    Id = old.Id,
                    Urn = urn.Text,
                    Name = urn.Name,
                    Type = urn.Type,
                    OldInputs = ToWire(old.Inputs),
                    Olds = ToWire(old.Outputs),
                    News = ToWire(news),
                    Timeout = timeout,
                    Preview = preview,
                    IgnoreChanges = { ignoreChanges },
                },
                cancellationToken: cancellationToken));
            return Remember(WireCodec.FromStruct(response.Properties), news);
        }
        catch (InitializationFailedException failure)
        {
            throw Remember(failure, news);
        }
    }

    public async Task<ReadResult> ReadAsync(
        Urn urn,
        string id,
        PropertyMap state,
        PropertyMap? inputs,
        double timeout,
        CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new ReadResult(id, PropertyMap.Empty, PropertyMap.Empty);
        }

        var response = await CallAsync(() => _client.ReadAsync(
            new ReadRequest
            {
                Id = id,
                Urn = urn.Text,
                Name = urn.Name,
                Type = urn.Type,
                Properties = ToWire(state),
                Inputs = inputs is null ? null : ToWire(inputs),
                Timeout = timeout,
            },
            cancellationToken: cancellationToken));
        return new ReadResult(
            response.Id,
            Remember(WireCodec.FromStruct(response.Properties), state),
            response.Inputs is null ? null : Remember(WireCodec.FromStruct(response.Inputs), inputs ?? PropertyMap.Empty));
    }

    public async Task DeleteAsync(ResourceState resource, CancellationToken cancellationToken) => await CallAsync(() => _client.DeleteAsync(
        new DeleteRequest
        {
            Id = resource.Id,
            Urn = resource.Urn.Text,
            Name = resource.Urn.Name,
            Type = resource.Type,
            Properties = ToWire(resource.Outputs),
            OldInputs = ToWire(resource.Inputs),
            Timeout = resource.CustomTimeouts.Delete,
        },
        cancellationToken: cancellationToken));

    /// <exception cref="ProviderException">The provider failed.</exception>
    public async Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new InvokeResult(PropertyMap.Empty, []);
        }

        var response = await CallAsync(() => _client.InvokeAsync(
            new InvokeRequest { Tok = token, Args = ToWire(arguments, unknowns: false), Preview = preview },
            cancellationToken: cancellationToken));
        var result = WireCodec.FromStruct(response.Return);
        var mustHide = !_features.Secrets && arguments.Values.Any(static value => value.ContainsSecrets());
        return new InvokeResult(
            mustHide
                ? new PropertyMap(result.Select(static property => KeyValuePair.Create(property.Key, Hidden(property.Value))))
                : result,
            FailuresOf(response.Failures));
    }

    /// <summary>The plugin's version; empty when it does not say.</summary>
    public async Task<string> GetVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.GetPluginInfoAsync(new Empty(), cancellationToken: cancellationToken)).Version;
        }
        catch (RpcException)
        {
            // A version is good to have, not needed.
            return "";
        }
    }

    /// <summary>Asks the plugin to break off what it is doing.</summary>
    public async Task CancelAsync()
    {
        try
        {
            await _client.CancelAsync(new Empty());
        }
        catch (RpcException)
        {
            // Best effort: what is under way may also end by itself.
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<TResponse> CallAsync<TResponse>(Func<AsyncUnaryCall<TResponse>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException failure)
        {
            throw ProviderErrors.From(failure, package);
        }
    }

    private static CheckResult CheckResultOf(CheckResponse response) =>
        new(WireCodec.FromStruct(response.Inputs), FailuresOf(response.Failures));

    private static IReadOnlyList<CheckFailure> FailuresOf(IEnumerable<Pulumirpc.CheckFailure> failures) =>
        [.. failures.Select(static failure => new CheckFailure(failure.Property, failure.Reason))];

    private static ResourceDiff DiffOf(DiffResponse response) => new()
    {
        Changed = response.Changes switch
        {
            DiffResponse.Types.DiffChanges.DiffNone => false,
            DiffResponse.Types.DiffChanges.DiffSome => true,
            _ => null,
        },
        ReplaceKeys = [.. response.Replaces],
        ChangedKeys = [.. response.Diffs],
        DeleteBeforeReplace = response.DeleteBeforeReplace,
        Detailed = response.HasDetailedDiff
            ? response.DetailedDiff.ToImmutableDictionary(
                static change => change.Key,
                static change => (PropertyChangeKind)change.Value.Kind)
            : null,
    };

    private Dictionary<string, string> Variables(PropertyMap inputs) => inputs
        .Where(static property => property.Key != VersionKey)
        .ToDictionary(
            property => $"{package}:config:{property.Key}",
            static property => property.Value.Unwrap() is StringValue text ? text.Value : Plain(property.Value).ToString(Formatting.None));

    private static JToken Plain(PropertyValue value) => value.Unwrap() switch
    {
        NullValue => JValue.CreateNull(),
        BooleanValue boolean => boolean.Value,
        NumberValue number => number.Value,
        StringValue text => text.Value,
        ListValue list => new JArray(list.Items.Select(Plain)),
        MapValue map => new JObject(map.Properties.Select(static property => new JProperty(property.Key, Plain(property.Value)))),
        var other => other.ToString(),
    };

    private Struct ToWire(PropertyMap properties) => ToWire(properties, preview);

    private Struct ToWire(PropertyMap properties, bool unknowns) =>
        WireValues.ToStruct(properties, _features.Secrets, _features.Resources, _features.Outputs, unknowns);

    /// <summary>A provider that takes no secrets forgets which values were; by name the engine remembers.</summary>
    private PropertyMap Remember(PropertyMap result, PropertyMap source) =>
        _features.Secrets ? result : WireValues.KeepSecret(result, source);

    private InitializationFailedException Remember(InitializationFailedException failure, PropertyMap source) =>
        new(failure.Id, Remember(failure.Outputs, source), failure.Inputs, failure.Reasons, failure);

    private static PropertyValue Hidden(PropertyValue value) => value.IsSecret ? value : new SecretValue(value);
}
