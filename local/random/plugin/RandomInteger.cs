using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PulumiOrgs.Local.Random;

[Resource("RandomInteger", "A random whole number. Imported by `result,min,max`, or by `result,min,max,seed`.")]
public sealed class RandomInteger : RandomResource<RandomInteger.Args, RandomInteger.State>
{
    public record Args : RandomArgs
    {
        [Input("The largest number that it may be.", Required = true, Replaces = true)]
        public int? Max { get; init; }

        [Input("The smallest number that it may be.", Required = true, Replaces = true)]
        public int? Min { get; init; }

        [Input("The same seed makes the same number.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
        public string? Seed { get; init; }
    }

    public sealed record State : Args, IRandomState
    {
        public State()
        {
        }

        public State(Args inputs, int result)
            : base(inputs) => (Result, Id) = (result, result.ToString(CultureInfo.InvariantCulture));

        [Id]
        public string Id { get; init; } = "";

        [Output("The number.")]
        public int Result { get; init; }
    }

    // What is not known yet is null, and right.
    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs) => inputs.Args.Min > inputs.Args.Max
        ? [new CheckFailure("min", $"is {inputs.Args.Min}, which is more than max, {inputs.Args.Max}")]
        : [];

    protected override State Make(Args inputs)
    {
        // The real provider makes another number of the same seed: it goes by Go's generator.
        var bytes = inputs.Seed is { Length: > 0 } seed ? SHA256.HashData(Encoding.UTF8.GetBytes(seed)) : RandomNumberGenerator.GetBytes(16);
        var (min, max) = ((long)inputs.Min!, (long)inputs.Max!);
        return new State(inputs, (int)(min + (long)(BinaryPrimitives.ReadUInt128BigEndian(bytes) % (ulong)(max - min + 1))));
    }

    protected override State Import(string id)
    {
        var parts = id.Split(',', 4);
        return parts.Length >= 3 && Number(parts[0]) is { } result && Number(parts[1]) is { } min && Number(parts[2]) is { } max
            ? new State(new Args { Min = min, Max = max, Seed = parts.ElementAtOrDefault(3) }, result)
            : throw NotAnId($"'{id}' is not of the form result,min,max or result,min,max,seed");
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
