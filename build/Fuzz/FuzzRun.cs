using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Build.Fuzz;

/// <summary>How many calls of a method there were, how many were answered, and how long the slowest took.</summary>
internal sealed record CallCount(int Calls, int Done, TimeSpan Slowest);

/// <summary>What came of a run.</summary>
/// <param name="Calls">By method.</param>
/// <param name="ChangedAnswers">How many answers of the cloud were not its own.</param>
/// <param name="PeakMemory">The most memory that the plugin had, in bytes.</param>
/// <param name="Findings">What must not be; empty when all is well.</param>
internal sealed record FuzzResult(IReadOnlyDictionary<string, CallCount> Calls, int ChangedAnswers, long PeakMemory, IReadOnlyList<string> Findings);

/// <summary>
/// A plugin process between a caller who sends rubbish and a cloud that answers rubbish. Whatever it is asked, it must answer,
/// in time, without a defect of its own, and without telling a secret; and it must live.
/// </summary>
internal sealed partial class FuzzRun : IAsyncDisposable
{
    /// <summary>The organization that there is.</summary>
    public const string Organization = "acme";

    // Of so many answers of the cloud, one is changed; of so many calls, one is broken as bytes.
    private const int AnswersPerChange = 8;
    private const int CallsPerBreak = 4;
    private const int MostFindings = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Reset = TimeSpan.FromSeconds(5);

    private static readonly Marshaller<byte[]> Raw = Marshallers.Create(static bytes => bytes, static bytes => bytes);

    private readonly EmulatedCloud _cloud;
    private readonly CloudData _beginning;
    private readonly PluginProcess _plugin;
    private readonly CallInvoker _calls;
    private readonly ConcurrentDictionary<string, CallCount> _counts = [];
    private readonly ConcurrentQueue<string> _findings = [];
    private int _changedAnswers;

    private FuzzRun(EmulatedCloud cloud, PluginProcess plugin)
    {
        (_cloud, _plugin) = (cloud, plugin);
        _beginning = cloud.State.Data;
        _calls = plugin.Channel.CreateCallInvoker();
    }

    private PropertyMap Configuration => PropertyMap.Of(
        ("accessToken", new SecretValue(_cloud.AccessToken)), ("apiUrl", _cloud.Url.ToString()), ("organization", Organization), ("allowMassRemoval", true));

    /// <summary>Runs for that long.</summary>
    public static async Task<FuzzResult> RunAsync(string plugin, TimeSpan duration, int parallel, CancellationToken cancellationToken)
    {
        await using var run = await StartAsync(plugin, cancellationToken);
        return await run.RunAsync(duration, parallel, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _plugin.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [GeneratedRegex("pul-[0-9a-f]{40}")]
    private static partial Regex AccessToken();

    private static async Task<FuzzRun> StartAsync(string plugin, CancellationToken cancellationToken)
    {
        var cloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions
            {
                Organizations = [Organization],
                Login = "admin",
                Members = [new Member { Login = "ada" }, new Member { Login = "bob", Role = OrganizationRole.Admin }],
                UnknownUsers = ["nobody"],
                PageSize = 3,
            },
            cancellationToken);
        cloud.State.Change(Organization, static organization => organization.WithTeam(new Team { Name = "web" }).AddTeamMember("web", "ada"));
        return new FuzzRun(cloud, await PluginProcess.StartAsync(plugin, [], cancellationToken));
    }

    private async Task<FuzzResult> RunAsync(TimeSpan duration, int parallel, CancellationToken cancellationToken)
    {
        var client = new ResourceProvider.ResourceProviderClient(_calls);
        var schema = JObject.Parse((await client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: cancellationToken)).Schema);
        await client.ConfigureAsync(new ConfigureRequest { Args = WireCodec.ToStruct(Configuration) }, cancellationToken: cancellationToken);
        var hostile = new HostileCalls(schema, Configuration);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(duration);
        await Task.WhenAll([SpoilAsync(end.Token), .. Enumerable.Range(0, parallel)
            .Select(_ => Task.Run(() => CallAsync(hostile, end.Token), cancellationToken))]);
        await MustWorkAsync(client, schema, cancellationToken);
        _plugin.Process.Refresh();
        foreach (var line in _plugin.Errors.Where(static line => AccessToken().IsMatch(line)))
        {
            Find($"a secret on stderr: {line}");
        }

        return new FuzzResult(_counts, _changedAnswers, _plugin.Process.HasExited ? 0 : _plugin.Process.PeakWorkingSet64, [.. _findings]);
    }

    // The organization is as it was from time to time: hostile calls delete what they find.
    private async Task SpoilAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            _cloud.State.Change(_ => _beginning);
            _cloud.Requests.Clear();
            _cloud.Faults.Clear();
            for (var change = 0; change < 1000; change++)
            {
                _cloud.Faults.Add(new FaultRule { Skip = Random.Shared.Next(AnswersPerChange * 2), Action = new FaultAction.Change(Change) });
            }

            await Task.Delay(Reset, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _cloud.Faults.Clear();
        _cloud.State.Change(_ => _beginning);
    }

    private byte[] Change(byte[] answer)
    {
        Interlocked.Increment(ref _changedAnswers);
        return Mangling.Json(answer, Random.Shared);
    }

    private async Task CallAsync(HostileCalls hostile, CancellationToken end)
    {
        while (!end.IsCancellationRequested && _findings.Count < MostFindings)
        {
            var (method, request) = hostile.All.Single();
            var whole = request.ToByteArray();
            var broken = Random.Shared.Next(CallsPerBreak) == 0;
            await CallAsync(method, broken ? Mangling.Bytes(whole, Random.Shared) : whole);
        }
    }

    private async Task CallAsync(string method, byte[] request)
    {
        var began = Stopwatch.GetTimestamp();
        var done = false;
        try
        {
            var options = new CallOptions(deadline: DateTime.UtcNow + Patience);
            var service = ResourceProvider.Descriptor.FullName;
            if (method == "List")
            {
                using var list = _calls.AsyncServerStreamingCall(new Method<byte[], byte[]>(MethodType.ServerStreaming, service, method, Raw, Raw),
                    null, options, request);
                while (await list.ResponseStream.MoveNext(CancellationToken.None))
                {
                }
            }
            else
            {
                await _calls.AsyncUnaryCall(new Method<byte[], byte[]>(MethodType.Unary, service, method, Raw, Raw), null, options, request);
            }

            done = true;
        }
        catch (RpcException failure)
        {
            Look(failure, $"{method} {Convert.ToBase64String(request)}");
        }

        var took = Stopwatch.GetElapsedTime(began);
        _counts.AddOrUpdate(
            method,
            _ => new CallCount(1, done ? 1 : 0, took),
            (_, count) => new CallCount(count.Calls + 1, count.Done + (done ? 1 : 0), took > count.Slowest ? took : count.Slowest));
    }

    private void Look(RpcException failure, string call)
    {
        var text = failure.Status.Detail;
        if (failure.StatusCode is StatusCode.Internal or StatusCode.Unavailable || text.Contains("Exception was thrown by handler", StringComparison.Ordinal))
        {
            Find($"{failure.StatusCode}: {text}\n  {call}");
        }
        else if (failure.StatusCode == StatusCode.DeadlineExceeded && !text.Contains("customTimeouts", StringComparison.Ordinal))
        {
            Find($"no answer within {Patience:g}\n  {call}");
        }
        else if (text.Length == 0 || AccessToken().IsMatch(text) || text.Contains(_cloud.AccessToken, StringComparison.Ordinal))
        {
            Find($"a failure that says too much or nothing: {AccessToken().Replace(text, "(an access token)")}\n  {call}");
        }
    }

    /// <summary>After all that, what an engine asks must work as ever.</summary>
    private async Task MustWorkAsync(ResourceProvider.ResourceProviderClient client, JObject schema, CancellationToken cancellationToken)
    {
        if (_plugin.Process.HasExited)
        {
            Find($"the plugin has ended with exit code {_plugin.Process.ExitCode}: {string.Join('\n', _plugin.Errors.TakeLast(MostFindings))}");
            return;
        }

        try
        {
            await client.ConfigureAsync(new ConfigureRequest { Args = WireCodec.ToStruct(Configuration) }, cancellationToken: cancellationToken);
            var after = await client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: cancellationToken);
            var made = await client.CreateAsync(
                new CreateRequest
                {
                    Urn = "urn:pulumi:dev::fuzz::orgs:index:Team::last",
                    Properties = WireCodec.ToStruct(PropertyMap.Of(
                        ("organization", Organization), ("teamType", "pulumi"), ("name", "last"), ("displayName", "last"), ("description", ""))),
                },
                cancellationToken: cancellationToken);
            if (!JToken.DeepEquals(schema, JObject.Parse(after.Schema)) || made.Id != $"{Organization}/last")
            {
                Find("the plugin is not what it was");
            }
        }
        catch (RpcException failure)
        {
            Find($"the plugin does not work afterwards: {failure.Status.Detail}");
        }
    }

    private void Find(string finding)
    {
        if (_findings.Count < MostFindings)
        {
            _findings.Enqueue(finding);
        }
    }
}
