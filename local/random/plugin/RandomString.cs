using System.Security.Cryptography;

namespace PulumiOrgs.Local.Random;

[Resource("RandomString", "A random text of chosen kinds of characters. Imported by the text itself.")]
public sealed class RandomString : RandomResource<RandomString.Args, RandomString.State>
{
    private const string Lowers = "abcdefghijklmnopqrstuvwxyz";
    private const string Uppers = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Specials = "!@#$%&*()-_=+[]{}<>:?";

    public record Args : RandomArgs
    {
        [Input("How many characters the text has; at least 1, and as many as are asked for of each kind.", Required = true, Replaces = true)]
        [AtLeast(1)]
        public int? Length { get; init; }

        [Input("Whether it has lower case letters.", Default = true, Replaces = true)]
        public bool Lower { get; init; } = true;

        [Input("The fewest lower case letters.", Default = 0, Replaces = true)]
        [AtLeast(0)]
        public int MinLower { get; init; }

        [Input("The fewest digits.", Default = 0, Replaces = true)]
        [AtLeast(0)]
        public int MinNumeric { get; init; }

        [Input("The fewest special characters.", Default = 0, Replaces = true)]
        [AtLeast(0)]
        public int MinSpecial { get; init; }

        [Input("The fewest upper case letters.", Default = 0, Replaces = true)]
        [AtLeast(0)]
        public int MinUpper { get; init; }

        [Input("Whether it has digits.", Default = true, Replaces = true)]
        public bool Numeric { get; init; } = true;

        [Input("The special characters that it may have. Default: `" + Specials + "`.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
        public string? OverrideSpecial { get; init; }

        [Input("Whether it has special characters.", Default = true, Replaces = true)]
        public bool Special { get; init; } = true;

        [Input("Whether it has upper case letters.", Default = true, Replaces = true)]
        public bool Upper { get; init; } = true;
    }

    public sealed record State : Args, IRandomState
    {
        public State()
        {
        }

        public State(Args inputs, string result)
            : base(inputs) => (Id, Result) = (result, result);

        [Id]
        public string Id { get; init; } = "";

        [Output("The text.")]
        public string Result { get; init; } = "";
    }

    // A length that is not known yet is null; the other inputs then look as if they asked for nothing that cannot be.
    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs)
    {
        var args = inputs.Args;
        if ((long)args.MinLower + args.MinNumeric + args.MinSpecial + args.MinUpper is var fewest && fewest > args.Length)
        {
            yield return new CheckFailure("length", $"is {args.Length}, but minLower, minNumeric, minSpecial and minUpper ask for {fewest} characters");
        }

        if (args is { Lower: false, Numeric: false, Special: false, Upper: false })
        {
            yield return new CheckFailure("lower", "is false, as are numeric, special and upper; at least one of them must be true");
        }
    }

    protected override State Make(Args inputs)
    {
        var specials = inputs.OverrideSpecial is { Length: > 0 } own ? own : Specials;
        var all = (inputs.Lower ? Lowers : "") + (inputs.Upper ? Uppers : "") + (inputs.Numeric ? Digits : "") + (inputs.Special ? specials : "");
        var asked = Some(Lowers, inputs.MinLower) + Some(Uppers, inputs.MinUpper) + Some(Digits, inputs.MinNumeric) + Some(specials, inputs.MinSpecial);
        var text = (asked + Some(all, inputs.Length!.Value - asked.Length)).ToCharArray();
        RandomNumberGenerator.Shuffle<char>(text);
        return new State(inputs, new string(text));
    }

    protected override State Import(string id) => new(new Args { Length = id.Length }, id);

    private static string Some(string characters, int count) => RandomNumberGenerator.GetString(characters, count);
}
