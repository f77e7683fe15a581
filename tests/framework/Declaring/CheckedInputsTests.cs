using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Declaring;

/// <summary>What a resource's own checks can ask of its inputs.</summary>
public sealed class CheckedInputsTests
{
    private static readonly PropertyName Name = PropertyName.Of<Args>(static args => args.Name);
    private static readonly PropertyName Note = PropertyName.Of<Args>(static args => args.Note);

    private sealed record Args
    {
        [Input("")]
        [Autonamed(20)]
        public string Name { get; init; } = "";

        [Input("")]
        public string? Note { get; init; }
    }

    [Fact]
    public void A_value_that_is_not_known_yet_is_there()
    {
        var inputs = Of(PropertyMap.Of(("note", PropertyValue.Unknown)));

        Assert.Equal((true, true), (inputs.Has(Note), inputs.IsGiven(Note)));
        Assert.Equal((false, false), (inputs.Has(Name), inputs.IsGiven(Name)));
    }

    [Fact]
    public void A_name_that_was_made_up_is_there_and_not_given()
    {
        var made = Named();

        Assert.Equal((true, false), (Of(made).Has(Name), Of(made).IsGiven(Name)));
    }

    [Fact]
    public void What_the_last_deployment_gave_is_known_where_there_was_one()
    {
        Assert.False(Of(PropertyMap.Empty).WasGiven(Note));
        Assert.False(Of(PropertyMap.Empty, PropertyMap.Empty).WasGiven(Note));
        Assert.True(Of(PropertyMap.Empty, PropertyMap.Of(("note", "x"))).WasGiven(Note));
        Assert.False(Of(PropertyMap.Empty, Named()).WasGiven(Name));
    }

    [Fact]
    public void A_value_is_new_unless_the_last_deployment_had_the_same()
    {
        var inputs = PropertyMap.Of(("note", "x"));

        Assert.True(Of(inputs).IsNew(Note));
        Assert.True(Of(inputs, PropertyMap.Of(("note", "y"))).IsNew(Note));
        Assert.False(Of(inputs, PropertyMap.Of(("note", new SecretValue("x")))).IsNew(Note));
        Assert.False(Of(inputs, inputs).IsNew(Name));
    }

    private static CheckedInputs<Args> Of(PropertyMap inputs, PropertyMap? oldInputs = null) =>
        new(RecordDescription.Of<Args>().ToRecord<Args>(inputs), inputs, oldInputs);

    private static PropertyMap Named() => MadeUp.Fill(
        RecordDescription.Of<Args>(), PropertyMap.Empty, null, new Autonaming("it", default, null, AutonamingMode.Propose), []);
}
