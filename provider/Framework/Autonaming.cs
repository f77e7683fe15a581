using System.Security.Cryptography;

namespace PulumiOrgs.Provider.Framework;

/// <summary>What the engine was told about names of resources that the program gives none.</summary>
public enum AutonamingMode
{
    /// <summary>The proposed name is a suggestion.</summary>
    Propose,

    /// <summary>The proposed name has to be taken as it is.</summary>
    Enforce,

    /// <summary>No name may be made up.</summary>
    Disable,
}

/// <summary>How a name is made for a resource that the program gives none.</summary>
/// <param name="LogicalName">The name of the resource in the program.</param>
/// <param name="Seed">Randomness from the engine: the same in a plan and in the deployment that follows it. May be empty.</param>
/// <param name="ProposedName">The engine's proposal; null when it has none.</param>
/// <param name="Mode">What to do with the proposal.</param>
public sealed record Autonaming(string LogicalName, ReadOnlyMemory<byte> Seed, string? ProposedName, AutonamingMode Mode)
{
    // Eight hexadecimal digits: names that may never be used twice must not meet by chance.
    private const int SuffixBytes = 4;

    /// <summary>Makes a name of limited length, or says why none may be made.</summary>
    public (string? Name, string? Fault) MakeName(int maxLength)
    {
        switch (Mode)
        {
            case AutonamingMode.Disable:
                return (null, "is missing, and automatic naming is disabled for this stack; give a name");
            case AutonamingMode.Enforce when ProposedName is { } enforced:
                return enforced.EnumerateRunes().Count() <= maxLength
                    ? (enforced, null)
                    : (null, $"automatic naming enforces '{enforced}', which has more than {maxLength} characters; give a name");
            case AutonamingMode.Propose when ProposedName is { Length: > 0 } proposed && proposed.EnumerateRunes().Count() <= maxLength:
                return (proposed, null);
            default:
                var suffix = "-" + Suffix();
                var stem = LogicalName.Replace('/', '-');
                return (Shorten(stem, maxLength - suffix.Length) + suffix, null);
        }
    }

    private static string Shorten(string text, int length) =>
        string.Concat(text.EnumerateRunes().Take(length).Select(static rune => rune.ToString()));

    private string Suffix()
    {
        Span<byte> bytes = stackalloc byte[SuffixBytes];
        if (Seed.IsEmpty)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            // The name is hashed in, so that two resources that share a seed have different names.
            var source = new byte[Seed.Length + System.Text.Encoding.UTF8.GetByteCount(LogicalName)];
            Seed.CopyTo(source);
            System.Text.Encoding.UTF8.GetBytes(LogicalName, source.AsSpan(Seed.Length));
            SHA256.HashData(source).AsSpan(0, SuffixBytes).CopyTo(bytes);
        }

        return Convert.ToHexStringLower(bytes);
    }
}
