using System.Security.Cryptography;

namespace PulumiOrgs.Local.Random;

[Resource("RandomPet", "A random name that people remember, such as `merry-otter`. It is the id and cannot be imported.")]
public sealed class RandomPet : RandomResource<RandomPet.Args, RandomPet.State>
{
    private static readonly string[] Adverbs =
        ["barely", "boldly", "calmly", "dearly", "early", "fairly", "gladly", "hardly", "kindly", "lately", "mostly", "nearly", "oddly", "quietly",
            "rarely", "truly"];

    private static readonly string[] Adjectives =
        ["brave", "bright", "clever", "eager", "fair", "gentle", "happy", "jolly", "keen", "lively", "merry", "neat", "proud", "quick", "sunny", "warm"];

    private static readonly string[] Animals =
        ["badger", "beaver", "crane", "dolphin", "falcon", "finch", "gecko", "heron", "lynx", "marten", "otter", "panda", "rabbit", "seal", "tiger", "wren"];

    public record Args : RandomArgs
    {
        [Input("How many words the name has; at least 1.", Default = 2, Replaces = true)]
        [AtLeast(1)]
        public int Length { get; init; }

        [Input("A word that the name begins with.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
        public string? Prefix { get; init; }

        [Input("What stands between two words.", Default = "-", Replaces = true)]
        public string Separator { get; init; } = "";
    }

    public sealed record State : Args, IRandomState
    {
        public State()
        {
        }

        public State(Args inputs, string id)
            : base(inputs) => Id = id;

        [Id]
        public string Id { get; init; } = "";
    }

    protected override State Make(Args inputs)
    {
        var words = Enumerable.Range(0, inputs.Length)
            .Select(place => OneOf((inputs.Length - place) switch { 1 => Animals, 2 => Adjectives, _ => Adverbs }));
        return new State(inputs, string.Join(inputs.Separator, inputs.Prefix is { Length: > 0 } prefix ? words.Prepend(prefix) : words));
    }

    protected override State Import(string id) => throw NotAnId("of a RandomPet cannot be imported, as with the real provider");

    private static string OneOf(string[] words) => words[RandomNumberGenerator.GetInt32(words.Length)];
}
