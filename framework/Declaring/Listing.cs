using System.Globalization;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A resource that exists, managed or not.</summary>
/// <param name="Id">What an import takes.</param>
/// <param name="Name">A name for people.</param>
public sealed record ListedResource(string Id, string Name);

/// <summary>Which part of a listing is wanted.</summary>
/// <param name="Limit">The most resources over all pages; less than 1 for no limit.</param>
/// <param name="PageSize">The most resources on this page; less than 1 for no limit.</param>
/// <param name="ContinuationToken">Where the page begins; empty for the first.</param>
public sealed record PageRequest(long Limit, long PageSize, string ContinuationToken);

/// <summary>A part of a listing.</summary>
/// <param name="Resources">The resources of this page.</param>
/// <param name="ContinuationToken">Where the next page begins; null when there is none.</param>
public sealed record ListPage(IReadOnlyList<ListedResource> Resources, string? ContinuationToken)
{
    /// <summary>
    /// Cuts a page out of all that there is. The place is kept as the last id, not as a number, so that what comes or goes
    /// between two pages neither hides another resource nor shows one twice.
    /// </summary>
    /// <exception cref="ArgumentException">The continuation token is none of this method's.</exception>
    public static ListPage Cut(IEnumerable<ListedResource> all, PageRequest request)
    {
        var (given, last) = Parse(request.ContinuationToken);
        var rest = all.Where(resource => last is null || string.CompareOrdinal(resource.Id, last) > 0)
            .OrderBy(static resource => resource.Id, StringComparer.Ordinal)
            .ToList();
        var wanted = request.Limit < 1 ? rest.Count : Math.Max(0, request.Limit - given);
        var size = Math.Min(wanted, request.PageSize < 1 ? rest.Count : request.PageSize);
        var page = rest.Take((int)Math.Min(size, rest.Count)).ToList();
        var isLast = page.Count == rest.Count || page.Count == wanted;
        return new ListPage(page, isLast ? null : string.Create(CultureInfo.InvariantCulture, $"{given + page.Count}:{page[^1].Id}"));
    }

    private static (long Given, string? Last) Parse(string token)
    {
        if (token.Length == 0)
        {
            return (0, null);
        }

        return token.Split(':', 2) is [var count, { Length: > 0 } last]
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? (given, last)
            : throw new ArgumentException($"'{token}' is no continuation token of this provider");
    }
}
