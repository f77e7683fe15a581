using System.Text;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>The path of a request, made of segments that each stay one segment whatever they hold.</summary>
public sealed class ApiPath
{
    private readonly string _escaped;

    private ApiPath(string escaped) => _escaped = escaped;

    /// <summary>Joins segments, escaping each.</summary>
    /// <exception cref="ArgumentException">
    /// A segment is blank, is <c>.</c> or <c>..</c>, or holds a slash, a backslash, a control character or half a surrogate pair.
    /// </exception>
    public static ApiPath Of(params ReadOnlySpan<string> segments)
    {
        var path = new StringBuilder();
        foreach (var segment in segments)
        {
            if (Fault(segment) is { } fault)
            {
                throw new ArgumentException($"a name that is part of a path {fault}");
            }

            path.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return new ApiPath(path.ToString());
    }

    /// <summary>The escaped path, beginning with a slash.</summary>
    public override string ToString() => _escaped;

    // Servers and proxies differ in when they unescape: a slash, escaped or not, may split a segment for one of them,
    // and dots are resolved by nearly all, so that DELETE .../members/.. would mean the organization.
    private static string? Fault(string? segment)
    {
        if (string.IsNullOrWhiteSpace(segment))
        {
            return "must not be empty";
        }

        if (segment is "." or "..")
        {
            return $"must not be '{segment}'";
        }

        if (segment.AsSpan().IndexOfAny('/', '\\') is >= 0 and var at)
        {
            return $"must not hold '{segment[at]}': '{Printable(segment)}'";
        }

        if (segment.Any(char.IsControl))
        {
            return $"must not hold a control character: '{Printable(segment)}'";
        }

        // Escaping would put U+FFFD in its place and so name something else.
        return HasLoneSurrogate(segment) ? $"must be well-formed text: '{Printable(segment)}'" : null;
    }

    private static string Printable(string segment) =>
        string.Concat(segment.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? $"\\u{rune.Value:x4}" : rune.ToString()));

    private static bool HasLoneSurrogate(ReadOnlySpan<char> rest)
    {
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            rest = rest[length..];
        }

        return false;
    }
}
