using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Random.Tests;

/// <summary>A resource of the stand-in, called as an engine calls it.</summary>
public abstract class RandomTest(string type)
{
    private readonly IResource _resource = RandomPackage.Create().FindResource(type);
    private readonly ResourceContext _context = new($"urn:pulumi:dev::test::{type}::it", type);

    protected CheckResult Check(PropertyMap inputs) => _resource.Check(
        _context, inputs, null, ConfigurationDefaults.None, new Autonaming("it", default, null, AutonamingMode.Propose));

    protected string FaultOf(PropertyMap inputs)
    {
        var failure = Assert.Single(Check(inputs).Failures);
        return $"{failure.Property} {failure.Reason}";
    }

    protected async Task<ResourceState> MakeAsync(PropertyMap inputs)
    {
        var result = Check(inputs);
        Assert.Empty(result.Failures);
        return await _resource.CreateAsync(_context, result.Inputs, preview: false, TestContext.Current.CancellationToken);
    }

    protected async Task<ResourceState> ImportAsync(string id) =>
        (await _resource.ReadAsync(_context, id, PropertyMap.Empty, null, TestContext.Current.CancellationToken))!;

    /// <summary>Asserts that nothing differs after an import or a create and the same program again, and that each change replaces.</summary>
    protected async Task ChangesAsync(ResourceState made, PropertyMap same, params IReadOnlyList<PropertyMap> others)
    {
        Assert.Empty((await DiffAsync(made, same)).Changes);
        foreach (var other in others)
        {
            var diff = await DiffAsync(made, other);
            Assert.NotEmpty(diff.Changes);
            Assert.All(diff.Changes.Values, static change => Assert.True(change.Replaces));
            Assert.False(diff.DeleteBeforeReplace);
        }
    }

    protected static string Text(ResourceState made, string name) => ((StringValue)made.Properties[name]).Value;

    private Task<DiffResult> DiffAsync(ResourceState made, PropertyMap inputs) => _resource.DiffAsync(
        _context, new DiffQuery(made.Properties, made.Inputs, Check(inputs).Inputs, []) { Id = made.Id }, TestContext.Current.CancellationToken);
}
