using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Bench.Micro;

/// <summary>Properties between the framework and the wire, from and to messages and their bytes.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private PropertyMap _properties = PropertyMap.Empty;
    private Struct _wire = new();
    private byte[] _bytes = [];

    public enum Sample
    {
        Member,
        TeamOf50,
        TokenWithSecrets,
    }

    [ParamsAllValues]
    public Sample State { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _properties = State switch
        {
            Sample.Member => Samples.MemberState,
            Sample.TeamOf50 => Samples.TeamState,
            _ => Samples.TokenState,
        };
        _wire = WireCodec.ToStruct(_properties);
        _bytes = _wire.ToByteArray();
    }

    [Benchmark]
    public PropertyMap FromStruct() => WireCodec.FromStruct(_wire);

    [Benchmark]
    public Struct ToStruct() => WireCodec.ToStruct(_properties);

    [Benchmark]
    public PropertyMap ParseAndDecode() => WireCodec.FromStruct(Struct.Parser.ParseFrom(_bytes));

    [Benchmark]
    public byte[] EncodeAndSerialize() => WireCodec.ToStruct(_properties).ToByteArray();
}
