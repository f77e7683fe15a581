using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace PulumiOrgs.Local.Random;

[Resource("RandomId", "Random bytes as an identifier, in several spellings. Imported by their base64 for URLs, or by `prefix,base64`.")]
public sealed class RandomId : RandomResource<RandomId.Args, RandomId.State>
{
    public record Args : RandomArgs
    {
        [Input("How many random bytes there are; at least 1.", Required = true, Replaces = true)]
        [AtLeast(1)]
        public int ByteLength { get; init; }

        [Input("What stands before the value in each of its spellings, as it is given.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
        public string? Prefix { get; init; }
    }

    public sealed record State : Args, IRandomState
    {
        public State()
        {
        }

        public State(Args inputs, byte[] bytes)
            : base(inputs)
        {
            Id = Base64Url.EncodeToString(bytes);
            B64Std = inputs.Prefix + Convert.ToBase64String(bytes);
            B64Url = inputs.Prefix + Id;
            Dec = inputs.Prefix + new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
            Hex = inputs.Prefix + Convert.ToHexStringLower(bytes);
        }

        [Id]
        public string Id { get; init; } = "";

        [Output("The value in base64.")]
        public string B64Std { get; init; } = "";

        [Output("The value in base64 for URLs: letters, digits, `_` and `-`.")]
        public string B64Url { get; init; } = "";

        [Output("The value as a decimal number.")]
        public string Dec { get; init; } = "";

        [Output("The value in hexadecimal digits, two a byte.")]
        public string Hex { get; init; } = "";
    }

    protected override State Make(Args inputs) => new(inputs, RandomNumberGenerator.GetBytes(inputs.ByteLength));

    protected override State Import(string id)
    {
        // A prefix may have commas; base64 for URLs has none.
        var comma = id.LastIndexOf(',');
        var prefix = comma < 1 ? null : id[..comma];
        try
        {
            var bytes = Base64Url.DecodeFromChars(id.AsSpan(comma + 1));
            return bytes.Length > 0
                ? new State(new Args { ByteLength = bytes.Length, Prefix = prefix }, bytes)
                : throw NotAnId($"'{id}' has no bytes; give base64 for URLs, or prefix,base64");
        }
        catch (FormatException)
        {
            throw NotAnId($"'{id}' does not end in base64 for URLs; give that, or prefix,base64");
        }
    }
}
