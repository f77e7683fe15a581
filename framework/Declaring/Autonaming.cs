using System.Security.Cryptography;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

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
    private const int SuffixLength = 1 + (2 * SuffixBytes);

    /// <summary>The inputs of what the named resource is to replace, as far as that is known; else null.</summary>
    public PropertyMap? Replaced { get; init; }

    /// <summary>Makes a name of limited length, or says why none may be made.</summary>
    /// <param name="maxLength">The most characters that it may have.</param>
    /// <param name="taken">A name that cannot be had.</param>
    public (string? Name, string? Fault) MakeName(int maxLength, string? taken = null)
    {
        switch (Mode)
        {
            case AutonamingMode.Disable:
                return (null, "is missing, and automatic naming is disabled for this stack; give a name");
            case AutonamingMode.Enforce when ProposedName is { } enforced && enforced == taken:
                return (null, $"automatic naming enforces '{enforced}' again, a name that can be used only once. Let the stack's naming have a random part " +
                    "for this type of resource, such as `${name}-${hex(8)}`, or give a name and change it with whatever takes a new one");
            case AutonamingMode.Enforce when ProposedName is { } enforced:
                return enforced.EnumerateRunes().Count() <= maxLength
                    ? (enforced, null)
                    : (null, $"automatic naming enforces '{enforced}', which has more than {maxLength} characters; give a name");
            case AutonamingMode.Propose when ProposedName is { Length: > 0 } proposed && proposed != taken && proposed.EnumerateRunes().Count() <= maxLength:
                return (proposed, null);
            default:
                var made = WithSuffix(LogicalName, maxLength, Seed.Span);
                // The same seed makes the same name: where that is taken, chance decides.
                return (made == taken ? WithSuffix(LogicalName, maxLength, []) : made, null);
        }
    }

    /// <summary>Makes another name of the same kind, by chance.</summary>
    public static string Another(string logicalName, int maxLength) =>
        WithSuffix(logicalName, maxLength, []);

    /// <summary>What the names that are made up for a resource have in common: all but the random end.</summary>
    public static string StemOf(string logicalName, int maxLength) =>
        Shorten(string.Concat(logicalName.Select(static c => c is '/' or '\\' || char.IsWhiteSpace(c) || char.IsControl(c) ? '-' : c)),
            maxLength - SuffixLength) + "-";

    private static string WithSuffix(string logicalName, int maxLength, ReadOnlySpan<byte> seed) =>
        StemOf(logicalName, maxLength) + Suffix(logicalName, seed);

    private static string Shorten(string text, int length) =>
        string.Concat(text.EnumerateRunes().Take(length).Select(static rune => rune.ToString()));

    private static string Suffix(string logicalName, ReadOnlySpan<byte> seed)
    {
        Span<byte> bytes = stackalloc byte[SuffixBytes];
        if (seed.IsEmpty)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            // The name is hashed in, so that two resources that share a seed have different names.
            var source = new byte[seed.Length + System.Text.Encoding.UTF8.GetByteCount(logicalName)];
            seed.CopyTo(source);
            System.Text.Encoding.UTF8.GetBytes(logicalName, source.AsSpan(seed.Length));
            SHA256.HashData(source).AsSpan(0, SuffixBytes).CopyTo(bytes);
        }

        return Convert.ToHexStringLower(bytes);
    }
}
