using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Bench.Micro;

/// <summary>Calls about one person, from the bytes of the request to the bytes of the answer; all of a call but HTTP/2.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private const string Urn = "urn:pulumi:dev::acme::orgs:index:OrgMember::ada";

    private readonly ProviderPackage _package = Samples.ConfiguredPackage();
    private readonly Call _call = new();
    private ProviderService? _service;
    private byte[] _check = [];
    private byte[] _diffUnchanged = [];
    private byte[] _diffOneChange = [];

    [GlobalSetup]
    public void Setup()
    {
        _service = new ProviderService(_package, new EngineLog(), new Neighbours("bench"));
        var inputs = CheckedWire(Samples.MemberInputs);
        var state = WireCodec.ToStruct(Samples.MemberState);
        _check = new CheckRequest { Urn = Urn, Olds = inputs, News = WireCodec.ToStruct(Samples.MemberInputs) }.ToByteArray();
        _diffUnchanged = new DiffRequest { Id = "acme/ada-lovelace", Urn = Urn, Olds = state, OldInputs = inputs, News = inputs }.ToByteArray();
        _diffOneChange = new DiffRequest
        {
            Id = "acme/ada-lovelace",
            Urn = Urn,
            Olds = state,
            OldInputs = inputs,
            News = CheckedWire(Samples.MemberInputs.With("role", "admin")),
        }.ToByteArray();
    }

    [Benchmark]
    public async Task<byte[]> Check() =>
        (await _service!.Check(CheckRequest.Parser.ParseFrom(_check), _call)).ToByteArray();

    [Benchmark]
    public async Task<byte[]> DiffUnchanged() =>
        (await _service!.Diff(DiffRequest.Parser.ParseFrom(_diffUnchanged), _call)).ToByteArray();

    [Benchmark]
    public async Task<byte[]> DiffOneChange() =>
        (await _service!.Diff(DiffRequest.Parser.ParseFrom(_diffOneChange), _call)).ToByteArray();

    private Struct CheckedWire(PropertyMap inputs) =>
        WireCodec.ToStruct(_package.FindResource("orgs:index:OrgMember").Check(Samples.Context, inputs, null, _package.Defaults, Samples.Naming).Inputs);

    /// <summary>A call that nobody cancels.</summary>
    private sealed class Call : ServerCallContext
    {
        protected override string MethodCore => "";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore => [];

        protected override CancellationToken CancellationTokenCore => CancellationToken.None;

        protected override Metadata ResponseTrailersCore => [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new(null, []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
            throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
