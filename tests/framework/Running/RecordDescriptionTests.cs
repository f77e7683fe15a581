using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

public static class RecordDescriptionTests
{
    private static readonly PropertyMap Kept = PropertyMap.Of(("room", "attic"), ("label", "hats"), ("weight", 3), ("key", "k1"));

    private record BoxArgs
    {
        [Input("The room.")]
        public string Room { get; init; } = "";

        [Part(typeof(Contents))]
        public Contents Contents { get; init; } = new();
    }

    private sealed record BoxState : BoxArgs
    {
        [Part(typeof(Lock))]
        public Lock Lock { get; init; } = new();
    }

    private sealed record Contents
    {
        [Input("What it says on the lid.")]
        public string Label { get; init; } = "";

        [Input("Its weight.")]
        public long Weight { get; init; }
    }

    private sealed record Lock
    {
        [Output("Which key opens it.", Secret = true)]
        public string Key { get; init; } = "";
    }

    public sealed class APart
    {
        [Fact]
        public void Has_its_properties_among_those_of_the_record_at_its_place() =>
            Assert.Equal(["room", "label", "weight", "key"], RecordDescription.Of<BoxState>().Properties.Select(static property => property.Name));

        [Fact]
        public void Is_read_from_the_wire()
        {
            var box = RecordDescription.Of<BoxState>().ToRecord<BoxState>(Kept);

            Assert.Equal(new BoxState { Room = "attic", Contents = new Contents { Label = "hats", Weight = 3 }, Lock = new Lock { Key = "k1" } }, box);
        }

        [Fact]
        public void Is_written_to_the_wire_with_its_secrets() => Assert.Equal(
            Kept.With("key", new SecretValue("k1")), RecordDescription.Of<BoxState>().ToProperties(RecordDescription.Of<BoxState>().ToRecord<BoxState>(Kept)));

        [Fact]
        public void Of_the_state_alone_is_passed_over_where_only_arguments_are_asked_for() => Assert.Equal(
            new BoxArgs { Room = "attic", Contents = new Contents { Label = "hats", Weight = 3 } }, RecordDescription.Of<BoxState>().ToRecord<BoxArgs>(Kept));
    }

    public sealed class AMistakeInADeclaration
    {
        private sealed record Dated
        {
            [Input("")]
            public DateTime When { get; init; }
        }

        private sealed record Halved
        {
            [Input("", Default = 1.5)]
            public string Half { get; init; } = "";
        }

        [Fact]
        public void Of_a_type_is_told_with_its_place() => Assert.Equal(
            $"{typeof(Dated)}.When has a type that no schema can say: {typeof(DateTime)}",
            Assert.Throws<InvalidOperationException>(RecordDescription.Of<Dated>).Message);

        [Fact]
        public void Of_a_default_is_told() => Assert.Equal(
            "a property of type Double has no wire form", Assert.Throws<InvalidOperationException>(RecordDescription.Of<Halved>).Message);
    }

    public sealed class ThePropertyName
    {
        [Fact]
        public void Is_that_of_the_wire()
        {
            Assert.Equal("room", PropertyName.Of<BoxArgs>(static box => box.Room));
            Assert.Equal("weight", PropertyName.Of<BoxState>(static box => box.Contents.Weight));
        }

        [Fact]
        public void Is_of_a_property_only() =>
            Assert.Throws<ArgumentException>(static () => PropertyName.Of<BoxArgs>(static box => box.Room + "!"));
    }
}
