namespace PulumiOrgs.Provider.Commands;

/// <summary>
/// As people look names up: numbers in them go by their value, so that p2 comes before p10, and capitals make a difference only between
/// names that are the same otherwise.
/// </summary>
/// <remarks>The platform's own numeric ordering needs the data of cultures, which the plugin goes without.</remarks>
internal sealed class NaturalOrder : Comparer<string>
{
    public override int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return Comparer<bool>.Default.Compare(x is not null, y is not null);
        }

        return CompareParts(x, y) is not 0 and var order ? order : string.CompareOrdinal(x, y);
    }

    private static int CompareParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var leftPart = NextPart(left);
            var rightPart = NextPart(right);
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? CompareNumbers(leftPart, rightPart)
                : leftPart.CompareTo(rightPart, StringComparison.OrdinalIgnoreCase);
            if (order != 0)
            {
                return order;
            }

            left = left[leftPart.Length..];
            right = right[rightPart.Length..];
        }

        return left.Length.CompareTo(right.Length);
    }

    // A number, or what stands before the next one.
    private static ReadOnlySpan<char> NextPart(ReadOnlySpan<char> text)
    {
        var end = char.IsAsciiDigit(text[0]) ? text.IndexOfAnyExceptInRange('0', '9') : text.IndexOfAnyInRange('0', '9');
        return end < 0 ? text : text[..end];
    }

    // Of any length; no type of numbers would hold all of them.
    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var leftValue = left.TrimStart('0');
        var rightValue = right.TrimStart('0');
        return leftValue.Length != rightValue.Length
            ? leftValue.Length.CompareTo(rightValue.Length)
            : leftValue.SequenceCompareTo(rightValue);
    }
}
