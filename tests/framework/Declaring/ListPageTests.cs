using CsCheck;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

public static class ListPageTests
{
    public sealed class TheCutMethod
    {
        private static readonly ListedResource[] Five = [.. "edcba".Select(letter => new ListedResource($"acme/{letter}", $"{letter}"))];

        [Fact]
        public void Gives_all_when_nothing_limits_it() =>
            Assert.Equal(["acme/a", "acme/b", "acme/c", "acme/d", "acme/e"], Pages(Five, limit: 0, pageSize: 0).Single());

        [Fact]
        public void Ends_at_the_limit_over_all_pages() =>
            Assert.Equal([["acme/a", "acme/b"], ["acme/c"]], Pages(Five, limit: 3, pageSize: 2));

        [Fact]
        public void Neither_hides_nor_repeats_a_resource_when_another_goes_between_two_pages()
        {
            var first = ListPage.Cut(Five, new PageRequest(0, 2, ""));
            var second = ListPage.Cut(Five.Where(resource => resource.Name != "a"), new PageRequest(0, 2, first.ContinuationToken!));

            Assert.Equal(["c", "d"], second.Resources.Select(resource => resource.Name));
        }

        [Fact]
        public void Refuses_a_token_of_somebody_else() => Assert.Equal(
            "'nonsense' is no continuation token of this provider",
            Assert.Throws<ArgumentException>(() => ListPage.Cut(Five, new PageRequest(0, 0, "nonsense"))).Message);

        [Fact]
        public void Gives_every_resource_once_whatever_the_page_size() =>
            Gen.Select(Gen.Int[0, 20], Gen.Int[1, 7], Gen.Int[-1, 25]).Sample((count, pageSize, limit) =>
            {
                var all = Enumerable.Range(0, count).Select(number => new ListedResource($"acme/{number:D2}", "")).ToList();
                var pages = Pages(all, limit, pageSize);
                return pages.SelectMany(page => page).SequenceEqual(all.Take(limit < 1 ? count : limit).Select(resource => resource.Id))
                    && pages.All(page => page.Count <= pageSize);
            });

        private static List<List<string>> Pages(IReadOnlyList<ListedResource> all, long limit, long pageSize)
        {
            List<List<string>> pages = [];
            for (var token = ""; token is not null;)
            {
                var page = ListPage.Cut(all, new PageRequest(limit, pageSize, token));
                pages.Add([.. page.Resources.Select(resource => resource.Id)]);
                token = page.ContinuationToken;
            }

            return pages;
        }
    }
}
