using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Newtonsoft.Json;
using PulumiOrgs.Protocol;
using Pulumirpc;
using ListValue = PulumiOrgs.Protocol.ListValue;
using NullValue = PulumiOrgs.Protocol.NullValue;

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
    private const int SeedSize = 32;

    private readonly ResourceProvider.ResourceProviderClient _client = connection.Client;
    private bool _configurationKnown = true;

    public async Task<CheckAnswer> CheckConfigAsync(Urn urn, PropertyMap olds, PropertyMap news, CancellationToken cancellationToken)
    {
        var request = new CheckRequest
        {
            Urn = urn.Text,
            Name = urn.Name,
            Type = urn.Type,
            Olds = WireCodec.ToStruct(olds),
            News = WireCodec.ToStruct(news),
        };
        return AnswerOf(await CallAsync(() => _client.CheckConfigAsync(request, cancellationToken: cancellationToken)));
    }

    /// <summary>How a configuration differs from that which a recorded provider was made with.</summary>
    public async Task<ResourceDiff> DiffConfigAsync(StackResource old, Urn urn, PropertyMap news, CancellationToken cancellationToken)
    {
        var request = new DiffRequest
        {
            Id = old.Id,
            Urn = urn.Text,
            Name = urn.Name,
            Type = urn.Type,
            OldInputs = WireCodec.ToStruct(old.Inputs),
            Olds = WireCodec.ToStruct(old.Outputs),
            News = WireCodec.ToStruct(news),
        };
        var diff = DiffOf(await CallAsync(() => _client.DiffConfigAsync(request, cancellationToken: cancellationToken)));
        return diff with { Changed = diff.Changed ?? !old.Outputs.Equals(news) };
    }

    public async Task ConfigureAsync(ProviderReference reference, PropertyMap inputs, CancellationToken cancellationToken)
    {
        if (inputs.Values.Any(static value => value.ContainsUnknowns()))
        {
            _configurationKnown = false;
            return;
        }

        var request = new ConfigureRequest
        {
            Urn = reference.Urn.Text,
            Id = reference.Id,
            Name = reference.Urn.Name,
            Type = reference.Urn.Type,
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Args = WireCodec.ToStruct(inputs),
            Variables = { Variables(inputs) },
        };
        await CallAsync(() => _client.ConfigureAsync(request, cancellationToken: cancellationToken));
    }

    public async Task<CheckAnswer> CheckAsync(StackResource wanted, PropertyMap olds, CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new CheckAnswer(wanted.Inputs, []);
        }

        var request = new CheckRequest
        {
            Urn = wanted.Urn.Text,
            Name = wanted.Urn.Name,
            Type = wanted.Type,
            Olds = ToWire(olds),
            News = ToWire(wanted.Inputs),
            RandomSeed = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(SeedSize)),
        };
        return AnswerOf(await CallAsync(() => _client.CheckAsync(request, cancellationToken: cancellationToken)));
    }

    public async Task<ResourceDiff> DiffAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new ResourceDiff { Changed = true };
        }

        var request = new DiffRequest
        {
            Id = old.Id,
            Urn = wanted.Urn.Text,
            Name = wanted.Urn.Name,
            Type = wanted.Type,
            OldInputs = ToWire(old.Inputs),
            Olds = ToWire(old.Outputs),
            News = WireValues.ToStruct(wanted.Inputs, resources: false),
            IgnoreChanges = { wanted.IgnoreChanges },
        };
        return DiffOf(await CallAsync(() => _client.DiffAsync(request, cancellationToken: cancellationToken)));
    }

    public async Task<CreateAnswer> CreateAsync(StackResource wanted, CancellationToken cancellationToken)
    {
        if (preview && !_configurationKnown)
        {
            return new CreateAnswer("", PropertyMap.Empty);
        }

        var request = new CreateRequest
        {
            Urn = wanted.Urn.Text,
            Name = wanted.Urn.Name,
            Type = wanted.Type,
            Properties = ToWire(wanted.Inputs),
            Preview = preview,
        };
        var response = await CallAsync(() => _client.CreateAsync(request, cancellationToken: cancellationToken));
        return response.Id.Length > 0 || preview
            ? new CreateAnswer(response.Id, WireCodec.FromStruct(response.Properties))
            : throw new ProviderException($"the provider for '{package}' created {wanted.Urn} without an id, so it cannot be recorded");
    }

    public async Task<PropertyMap> UpdateAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken)
    {
        if (preview && !_configurationKnown)
        {
            return PropertyMap.Empty;
        }

        var request = new UpdateRequest
        {
            Id = old.Id,
            Urn = wanted.Urn.Text,
            Name = wanted.Urn.Name,
            Type = wanted.Type,
            OldInputs = ToWire(old.Inputs),
            Olds = ToWire(old.Outputs),
            News = ToWire(wanted.Inputs),
            Preview = preview,
            IgnoreChanges = { wanted.IgnoreChanges },
        };
        return WireCodec.FromStruct(
            (await CallAsync(() => _client.UpdateAsync(request, cancellationToken: cancellationToken))).Properties);
    }

    public async Task<ReadAnswer> ReadAsync(StackResource resource, PropertyMap? inputs, CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new ReadAnswer(resource.Id, PropertyMap.Empty, PropertyMap.Empty, []);
        }

        var request = new ReadRequest
        {
            Id = resource.Id,
            Urn = resource.Urn.Text,
            Name = resource.Urn.Name,
            Type = resource.Type,
            Properties = ToWire(resource.Outputs),
            Inputs = inputs is null ? null : ToWire(inputs),
        };
        try
        {
            var response = await CallAsync(() => _client.ReadAsync(request, cancellationToken: cancellationToken));
            return new ReadAnswer(
                response.Id,
                WireCodec.FromStruct(response.Properties),
                response.Inputs is null ? null : WireCodec.FromStruct(response.Inputs),
                []);
        }
        catch (IncompleteResourceException partial)
        {
            return partial.Found;
        }
    }

    public Task DeleteAsync(StackResource resource, CancellationToken cancellationToken)
    {
        var request = new DeleteRequest
        {
            Id = resource.Id,
            Urn = resource.Urn.Text,
            Name = resource.Urn.Name,
            Type = resource.Type,
            Properties = ToWire(resource.Outputs),
            OldInputs = ToWire(resource.Inputs),
        };
        return CallAsync(() => _client.DeleteAsync(request, cancellationToken: cancellationToken));
    }

    /// <exception cref="ProviderException">The provider failed.</exception>
    public async Task<InvokeAnswer> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellationToken)
    {
        if (!_configurationKnown)
        {
            return new InvokeAnswer(PropertyMap.Empty, []);
        }

        var args = WireValues.ToStruct(arguments, resources: false, unknowns: false);
        var request = new InvokeRequest { Tok = token, Args = args, Preview = preview };
        var response = await CallAsync(() => _client.InvokeAsync(request, cancellationToken: cancellationToken));
        return new InvokeAnswer(WireCodec.FromStruct(response.Return), response.Failures);
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

    private static CheckAnswer AnswerOf(CheckResponse response) => new(WireCodec.FromStruct(response.Inputs),
    [
        .. response.Failures.Select(static failure =>
            failure.Property.Length == 0 ? failure.Reason : $"property {failure.Property}: {failure.Reason}"),
    ]);

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
        .Where(static property => property.Key != ProviderRegistry.VersionKey)
        .ToDictionary(
            property => $"{package}:config:{property.Key}",
            static property => property.Value.Unwrap() is Protocol.StringValue text
                ? text.Value
                : Plain(property.Value).ToString(Formatting.None));

    private static JToken Plain(PropertyValue value) => value.Unwrap() switch
    {
        NullValue => JValue.CreateNull(),
        BooleanValue boolean => boolean.Value,
        NumberValue number => number.Value,
        Protocol.StringValue text => text.Value,
        ListValue list => new JArray(list.Items.Select(Plain)),
        MapValue map => new JObject(map.Properties.Select(static property => new JProperty(property.Key, Plain(property.Value)))),
        var other => other.ToString(),
    };

    private Struct ToWire(PropertyMap properties) => WireValues.ToStruct(properties, resources: false, unknowns: preview);
}

/// <summary>Failures of calls to a provider as exceptions with a message for the user.</summary>
internal static class ProviderErrors
{
    public static ProviderException From(RpcException failure, string package)
    {
        var details = failure.GetRpcStatus();
        if (details?.GetDetail<ErrorResourceInitFailed>() is { } partial)
        {
            return new IncompleteResourceException(
                new ReadAnswer(
                    partial.Id,
                    WireCodec.FromStruct(partial.Properties),
                    partial.Inputs is null ? null : WireCodec.FromStruct(partial.Inputs),
                    partial.Reasons.Count > 0 ? [.. partial.Reasons] : [failure.Status.Detail]),
                failure);
        }

        if (details?.GetDetail<ConfigureErrorMissingKeys>() is { MissingKeys.Count: > 0 } missing)
        {
            var lines = missing.MissingKeys.Select(key => $"missing required configuration key \"{key.Name}\": {key.Description}");
            return new ProviderException(
                string.Join(Environment.NewLine, [.. lines, $"Set it with --config {package}:KEY=VALUE or in Pulumi.STACK.yaml."]),
                failure);
        }

        if (details?.GetDetail<InputPropertiesError>() is { Errors.Count: > 0 } inputs)
        {
            var lines = inputs.Errors.Select(static error => $"  {error.PropertyPath}: {error.Reason}");
            return new ProviderException(string.Join(Environment.NewLine, [failure.Status.Detail, .. lines]), failure);
        }

        return new ProviderException(
            failure.StatusCode switch
            {
                StatusCode.Unavailable =>
                    $"the provider for '{package}' does not answer; it may have ended unexpectedly ({failure.Status.Detail})",
                StatusCode.Cancelled when failure.Status.Detail.Length == 0 => "cancelled",
                _ => failure.Status.Detail,
            },
            failure);
    }
}
