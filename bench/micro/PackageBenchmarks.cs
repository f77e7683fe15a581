using BenchmarkDotNet.Attributes;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Bench.Micro;

/// <summary>What a start of the plugin takes before it answers, and its schema.</summary>
[MemoryDiagnoser]
public class PackageBenchmarks
{
    private static readonly ProviderPackage Package = Samples.ConfiguredPackage();

    [Benchmark]
    public ProviderPackage Create() => Samples.Package();

    [Benchmark]
    public string WriteSchema() => new SchemaWriter(Package).Write();
}
