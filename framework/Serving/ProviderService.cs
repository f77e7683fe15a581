using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Framework.Serving;

/// <summary>The plugin protocol, in the terms of the framework. <see cref="ProviderMethods"/> lists the calls.</summary>
internal sealed class ProviderService(ProviderPackage package, EngineLog log, Neighbours neighbours)
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly Deployment _deployment = new(neighbours);
    private readonly CallsUnderWay _calls = new();
    private readonly Failures _failures = new(package);

    /// <summary>Ends every call under way, and every later one, for good. Comes back when they have ended.</summary>
    public Task StopAsync() => _calls.StopAsync();

    public Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) => PrepareAsync(context, _ =>
    {
        if (request.EngineAddress.Length > 0)
        {
            log.Connect(request.EngineAddress);
        }

        return Task.FromResult(new ProviderHandshakeResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsAutonamingConfiguration = true,
        });
    });

    public Task<Empty> Attach(PluginAttach request, ServerCallContext context) => PrepareAsync(context, _ =>
    {
        log.Connect(request.Address);
        return Task.FromResult(new Empty());
    });

    public Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = package.Description.Version });

    public Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) => PrepareAsync(context, _ =>
    {
        if (request.Version != 0)
        {
            throw new ArgumentException($"the schema has version 0 only, not {request.Version}");
        }

        return request.SubpackageName.Length == 0
            ? Task.FromResult(new GetSchemaResponse { Schema = new SchemaWriter(package).Write() })
            : throw new ArgumentException($"the package has no subpackage '{request.SubpackageName}'");
    });

    public Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) => PrepareAsync(context, async cancellationToken =>
    {
        var result = CheckWellFormed(() => package.Configuration.Check(WireCodec.FromStruct(request.News)));
        await WarnAsync(request.Urn, result.Warnings, cancellationToken);
        return ToResponse(result);
    });

    public Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) => PrepareAsync(context, _ =>
    {
        var changes = package.Configuration.Diff(ToQuery(request));
        return Task.FromResult(ToResponse(new DiffResult(changes, DeleteBeforeReplace: false, [])));
    });

    public Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) => PrepareAsync(context, _ =>
    {
        _calls.BeginAnew();
        _deployment.Begin();
        package.Configuration.Configure(request.Args is null ? FromVariables(request.Variables) : WireCodec.FromStruct(request.Args));
        neighbours.Join(log.Address, package.Configuration.Scope);
        return Task.FromResult(new ConfigureResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsPreview = true,
            SupportsAutonamingConfiguration = true,
        });
    });

    public Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) => CallAsync(context, 0, async cancellationToken =>
    {
        var resource = ContextOf(request.Urn);
        var autonaming = new Autonaming(
            resource.Name,
            request.RandomSeed.Memory,
            request.Autonaming?.ProposedName,
            (AutonamingMode)(request.Autonaming?.Mode ?? CheckRequest.Types.AutonamingOptions.Types.Mode.Propose));
        var declared = package.FindResource(resource.Type);
        // Where there are none, Pulumi's engine sends an empty message and not none.
        var result = CheckWellFormed(() => declared.Check(
            resource,
            WireCodec.FromStruct(request.News),
            request.Olds is { Fields.Count: > 0 } olds ? WireCodec.FromStruct(olds) : null,
            package.Defaults,
            autonaming));
        await WarnAsync(request.Urn, result.Warnings, cancellationToken);
        return ToResponse(result);
    });

    public Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => CallAsync(context, 0, async cancellationToken =>
    {
        var resource = ContextOf(request.Urn);
        var diff = await package.FindResource(resource.Type).DiffAsync(resource, ToQuery(request), cancellationToken);
        await WarnAsync(request.Urn, diff.Warnings, cancellationToken);
        return ToResponse(diff);
    });

    public Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        CallAsync(context, request.Timeout, async cancellationToken =>
        {
            var resource = ContextOf(request.Urn);
            var created = await package.FindResource(resource.Type)
                .CreateAsync(resource, WireCodec.FromStruct(request.Properties), request.Preview, cancellationToken);
            return new CreateResponse { Id = created.Id, Properties = WireCodec.ToStruct(created.Properties) };
        });

    public Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        CallAsync(context, request.Timeout, async cancellationToken =>
        {
            var resource = ContextOf(request.Urn);
            var inputs = request.Inputs is { Fields.Count: > 0 } ? WireCodec.FromStruct(request.Inputs) : null;
            var found = await package.FindResource(resource.Type)
                .ReadAsync(resource, request.Id, WireCodec.FromStruct(request.Properties), inputs, cancellationToken);
            return found is null
                ? new ReadResponse()
                : new ReadResponse
                {
                    Id = found.Id,
                    Properties = WireCodec.ToStruct(found.Properties),
                    Inputs = WireCodec.ToStruct(found.Inputs),
                };
        });

    public Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        CallAsync(context, request.Timeout, async cancellationToken =>
        {
            var resource = ContextOf(request.Urn);
            var updated = await package.FindResource(resource.Type)
                .UpdateAsync(
                    resource, request.Id, WireCodec.FromStruct(request.Olds), WireCodec.FromStruct(request.News), request.Preview, cancellationToken);
            return new UpdateResponse { Properties = WireCodec.ToStruct(updated) };
        });

    public Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        CallAsync(context, request.Timeout, async cancellationToken =>
        {
            var resource = ContextOf(request.Urn);
            await package.FindResource(resource.Type)
                .DeleteAsync(resource, request.Id, WireCodec.FromStruct(request.Properties), cancellationToken);
            return new Empty();
        });

    public Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) => CallAsync(context, 0, async cancellationToken =>
    {
        CallActivity.IsAbout(request.Tok);
        var invoked = await package.FindFunction(request.Tok)
            .InvokeAsync(WireCodec.FromStruct(request.Args), package.Defaults, cancellationToken);
        return new InvokeResponse { Return = WireCodec.ToStruct(invoked.Result), Failures = { invoked.Failures.Select(ToWire) } };
    });

    public Task List(ListRequest request, IServerStreamWriter<ListResponse> responseStream, ServerCallContext context) =>
        CallAsync(context, 0, async cancellationToken =>
        {
            CallActivity.IsAbout(request.Token);
            var page = await package.FindResource(request.Token)
                .ListAsync(
                    WireCodec.FromStruct(request.Query),
                    new PageRequest(request.Limit, request.PageSize, request.ContinuationToken),
                    package.Defaults,
                    cancellationToken);
            if (page is null)
            {
                await responseStream.WriteAsync(new ListResponse { Computed = new ListResponse.Types.Computed() }, cancellationToken);
                return page;
            }

            foreach (var resource in page.Resources)
            {
                await responseStream
                    .WriteAsync(
                        new ListResponse { Result = new ListResponse.Types.Result { Id = resource.Id, Name = resource.Name } }, cancellationToken);
            }

            if (page.ContinuationToken is { } token)
            {
                await responseStream
                    .WriteAsync(
                        new ListResponse { Continuation = new ListResponse.Types.Continuation { ContinuationToken = token } }, cancellationToken);
            }

            return page;
        });

    public Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        using var activity = CallActivity.Start(context);
        _calls.Cancel();
        return Task.FromResult(new Empty());
    }

    // urn:pulumi:<stack>::<project>::<parent types$type>::<name>
    private ResourceContext ContextOf(string urn)
    {
        var parts = urn.Split("::", 4);
        var resource = parts.Length == 4
            ? new ResourceContext(urn, parts[2][(parts[2].LastIndexOf('$') + 1)..]) { Deployment = _deployment, Log = log }
            : throw new ArgumentException($"'{urn}' is not a URN");
        CallActivity.IsAbout(resource);
        return resource;
    }

    // Whatever is wrong with inputs, a check says it of the property: also that no engine would have written them so.
    private static CheckResult CheckWellFormed(Func<CheckResult> check)
    {
        try
        {
            return check();
        }
        catch (WireFormatException failure)
        {
            return new CheckResult(PropertyMap.Empty, [new Declaring.CheckFailure(failure.Property, failure.Reason)]);
        }
    }

    private static DiffQuery ToQuery(DiffRequest request) => new(
        WireCodec.FromStruct(request.Olds), WireCodec.FromStruct(request.OldInputs), WireCodec.FromStruct(request.News), request.IgnoreChanges)
    {
        Id = request.Id,
    };

    private static CheckResponse ToResponse(CheckResult result) => new()
    {
        Inputs = WireCodec.ToStruct(result.Inputs),
        Failures = { result.Failures.Select(ToWire) },
    };

    private static Pulumirpc.CheckFailure ToWire(Declaring.CheckFailure failure) => new() { Property = failure.Property, Reason = failure.Reason };

    private static DiffResponse ToResponse(DiffResult diff)
    {
        var response = new DiffResponse
        {
            Changes = diff.Changes.Count == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            DeleteBeforeReplace = diff.DeleteBeforeReplace,
            HasDetailedDiff = true,
            Diffs = { diff.Changes.Keys },
            Replaces = { diff.Changes.Where(static change => change.Value.Replaces).Select(static change => change.Key) },
        };
        foreach (var (name, change) in diff.Changes)
        {
            // Of a map or a list of people only what changes in it is shown.
            IEnumerable<KeyValuePair<string, ChangeKind>> details = change.Entries.Count > 0 ? change.Entries : [KeyValuePair.Create(name, change.Kind)];
            foreach (var (path, kind) in details)
            {
                response.DetailedDiff.Add(path, new PropertyDiff { Kind = KindOf(kind, change.Replaces), InputDiff = change.AgainstInputs });
            }
        }

        return response;
    }

    private static PropertyDiff.Types.Kind KindOf(ChangeKind kind, bool replaces) => (kind, replaces) switch
    {
        (ChangeKind.Add, false) => PropertyDiff.Types.Kind.Add,
        (ChangeKind.Add, true) => PropertyDiff.Types.Kind.AddReplace,
        (ChangeKind.Delete, false) => PropertyDiff.Types.Kind.Delete,
        (ChangeKind.Delete, true) => PropertyDiff.Types.Kind.DeleteReplace,
        (_, false) => PropertyDiff.Types.Kind.Update,
        (_, true) => PropertyDiff.Types.Kind.UpdateReplace,
    };

    // Engines of old send configuration as text alone, with the package's name before each key.
    private static PropertyMap FromVariables(IDictionary<string, string> variables) => PropertyMap.Of(variables.Select(static variable =>
        (variable.Key[(variable.Key.LastIndexOf(':') + 1)..], (PropertyValue?)FromVariable(variable.Value))));

    private static PropertyValue FromVariable(string text)
    {
        if (!text.StartsWith('"'))
        {
            return Signatures.IsUnknown(text) ? PropertyValue.Unknown : text;
        }

        try
        {
            // What looks like a time stays as it is written.
            using var json = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            var variable = (string)JToken.Load(json)!;
            return json.Read() ? text : variable;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private async Task WarnAsync(string urn, IReadOnlyList<string> warnings, CancellationToken cancellationToken)
    {
        foreach (var warning in warnings)
        {
            await log.WarnAsync(urn, warning, cancellationToken);
        }
    }

    /// <summary>Answers a call that comes before the provider is configured. So it is answered after a cancel too: with it the next run begins.</summary>
    private Task<T> PrepareAsync<T>(ServerCallContext context, Func<CancellationToken, Task<T>> call) =>
        AnswerAsync(context, _calls.Stopped, 0, call);

    /// <summary>Answers a call of a run, unless that was cancelled.</summary>
    private Task<T> CallAsync<T>(ServerCallContext context, double timeoutSeconds, Func<CancellationToken, Task<T>> call) =>
        AnswerAsync(context, _calls.Cancelled, timeoutSeconds, call);

    private async Task<T> AnswerAsync<T>(
        ServerCallContext context, CancellationToken cancelled, double timeoutSeconds, Func<CancellationToken, Task<T>> call)
    {
        using var activity = CallActivity.Start(context);
        using var underWay = _calls.Begin();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, cancelled);
        try
        {
            Limit(end, timeoutSeconds);
            end.Token.ThrowIfCancellationRequested();
            return await call(end.Token);
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            var isOutOfTime = end.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested && !cancelled.IsCancellationRequested;
            var answer = _failures.ToRpcException(isOutOfTime ? Failures.OutOfTime(failure, timeoutSeconds) : failure);
            CallActivity.Fail(activity, answer);
            throw answer;
        }
    }

    // Zero is what an engine sends when the program gives no time. What no timer can hold is longer than anybody waits.
    private static void Limit(CancellationTokenSource end, double timeoutSeconds)
    {
        if (double.IsNaN(timeoutSeconds) || timeoutSeconds < 0)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"the resource's customTimeouts allow {timeoutSeconds} seconds, which is no time; give one above zero, or none"));
        }

        // A timer counts whole milliseconds: less than one is over at once.
        if (timeoutSeconds > 0 && timeoutSeconds < 0.001)
        {
            end.Cancel();
        }
        else if (timeoutSeconds > 0 && timeoutSeconds < LongestTimer.TotalSeconds)
        {
            end.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds));
        }
    }
}
