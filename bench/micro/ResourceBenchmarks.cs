using BenchmarkDotNet.Attributes;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Bench.Micro;

/// <summary>Checks and diffs as the framework does them: what every resource of a deployment takes, changed or not.</summary>
[MemoryDiagnoser]
public class ResourceBenchmarks
{
    private static readonly ProviderPackage Package = Samples.ConfiguredPackage();

    private IResource _resource = Package.Resources[0];
    private PropertyMap _inputs = PropertyMap.Empty;
    private PropertyMap _checkedInputs = PropertyMap.Empty;
    private DiffQuery _unchanged = new(PropertyMap.Empty, PropertyMap.Empty, PropertyMap.Empty, []);
    private DiffQuery _changed = new(PropertyMap.Empty, PropertyMap.Empty, PropertyMap.Empty, []);

    [Params("OrgMember", "Team", "OrgAccessToken")]
    public string Resource { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (_inputs, var state, var change) = Resource switch
        {
            "OrgMember" => (Samples.MemberInputs, Samples.MemberState, Samples.MemberInputs.With("role", "admin")),
            "Team" => (Samples.TeamInputs, Samples.TeamState, Samples.TeamInputs.With("displayName", "The platform")),
            _ => (Samples.TokenInputs, Samples.TokenState, Samples.TokenInputs.With("name", "ci-deploy-2")),
        };
        _resource = Package.FindResource($"orgs:index:{Resource}");
        _checkedInputs = CheckOf(_inputs, null).Inputs;
        _unchanged = new DiffQuery(state, _checkedInputs, _checkedInputs, []);
        _changed = _unchanged with { Inputs = CheckOf(change, _checkedInputs).Inputs };
    }

    [Benchmark]
    public CheckResult Check() => CheckOf(_inputs, _checkedInputs);

    [Benchmark]
    public Task<DiffResult> DiffUnchanged() => _resource.DiffAsync(Samples.Context, _unchanged, CancellationToken.None);

    [Benchmark]
    public Task<DiffResult> DiffOneChange() => _resource.DiffAsync(Samples.Context, _changed, CancellationToken.None);

    private CheckResult CheckOf(PropertyMap inputs, PropertyMap? oldInputs) =>
        _resource.Check(Samples.Context, inputs, oldInputs, Package.Defaults, Samples.Naming);
}
