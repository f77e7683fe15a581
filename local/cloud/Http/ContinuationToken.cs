using System.Buffers.Text;
using System.Text;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>
/// Where a listing goes on: after the last entry that was answered, not at a position, so that entries which
/// come or go between two pages make the listing neither skip nor repeat another one.
/// </summary>
internal static class ContinuationToken
{
    /// <param name="listing">What is listed; a token serves no other listing.</param>
    /// <param name="last">The key of the last entry answered.</param>
    public static string Encode(string listing, string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Prefix(listing) + last));

    /// <summary>The key of the last entry answered; null for the first page.</summary>
    /// <exception cref="RefusedException">400: not a token of this listing.</exception>
    public static string? Decode(string listing, string? token)
    {
        if (token is null)
        {
            return null;
        }

        var text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
        return text.StartsWith(Prefix(listing), StringComparison.Ordinal) ? text[Prefix(listing).Length..] : throw Invalid();
    }

    public static RefusedException Invalid() => RefusedException.BadRequest("Invalid continuationToken.");

    private static string Prefix(string listing) => $"{listing}\n";
}
