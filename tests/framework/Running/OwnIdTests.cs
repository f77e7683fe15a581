using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>Resources whose id is none of their properties.</summary>
public sealed class OwnIdTests
{
    private const string Type = "boxes:index/box:Box";
    private static readonly PropertyMap Inputs = PropertyMap.Of(("size", 2));

    private readonly Box _box = new();
    private readonly Deployment _deployment = new();
    private readonly IResource _resource;

    public OwnIdTests() => _resource = Box.Package(_box).FindResource(Type);

    [Fact]
    public async Task A_create_gives_the_id_and_no_property_has_it()
    {
        var made = await _resource.CreateAsync(Context("one"), Inputs, preview: false, default);

        Assert.Equal(("a/box", PropertyMap.Of(("size", 2))), (made.Id, made.Properties));
    }

    [Fact]
    public async Task An_import_reads_by_the_id_as_it_was_given()
    {
        var found = await _resource.ReadAsync(Context("one"), "A/B", PropertyMap.Empty, null, default);

        Assert.Equal(("a/b", PropertyMap.Of(("size", 3))), (found!.Id, found.Properties));
    }

    [Fact]
    public async Task A_refresh_keeps_it()
    {
        var found = await _resource.ReadAsync(Context("one"), "A/B", Inputs, Inputs, default);

        Assert.Equal(("A/B", Inputs), (found!.Id, found.Properties));
    }

    [Fact]
    public async Task Of_two_with_the_same_id_each_is_deleted()
    {
        foreach (var name in (IEnumerable<string>)["one", "two"])
        {
            _resource.Check(Context(name), Inputs, null, ConfigurationDefaults.None, new Autonaming(name, default, null, AutonamingMode.Propose));
            await _resource.CreateAsync(Context(name), Inputs, preview: false, default);
        }

        await _resource.DeleteAsync(Context("one"), "a/box", Inputs, default);

        Assert.Equal(["a/box"], _box.Deleted);
    }

    [Fact]
    public async Task A_replacement_is_made_before_the_old_one_goes()
    {
        var diff = await _resource.DiffAsync(
            Context("one"),
            new DiffQuery(Inputs, Inputs, Inputs.With("labels", PropertyMap.Of(("colour", "red"))), []) { Id = "a/box" },
            default);

        Assert.True(diff.Changes["labels"].Replaces);
        Assert.False(diff.DeleteBeforeReplace);
        Assert.False(_deployment.Holds(Type, "a/box"));
    }

    [Fact]
    public async Task A_resource_that_has_no_update_says_so() => Assert.Equal(
        "Box cannot be changed in place",
        (await Assert.ThrowsAsync<ResourceException>(
            () => _resource.UpdateAsync(Context("one"), "a/box", Inputs, Inputs.With("size", 3), preview: false, default))).Message);

    [Fact]
    public void A_resource_that_says_no_id_or_two_is_a_mistake_in_its_declaration()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new TwoIds().ToRunner().ListInputs.ToList());

        Assert.Contains("not in both or in neither", failure.Message, StringComparison.Ordinal);
    }

    private ResourceContext Context(string name) => new($"urn:pulumi:dev::boxes::{Type}::{name}", Type) { Deployment = _deployment };

    [Resource("TwoIds", "size", "")]
    private sealed class TwoIds : Resource<Box.Args, Box.State>
    {
        protected internal override Task<Box.State> CreateAsync(ResourceContext context, Box.Args inputs, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<Box.State?> ReadAsync(Box.State last, bool import, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task DeleteAsync(ResourceContext context, Box.State state, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<IEnumerable<ListedResource>> ListAsync(Box.Args query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
