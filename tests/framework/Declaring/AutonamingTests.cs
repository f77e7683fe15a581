using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

/// <summary>Names for resources that the program gives none.</summary>
public static class AutonamingTests
{
    private static readonly byte[] Seed = [1, 2, 3];

    private static Autonaming Of(AutonamingMode mode, string? proposed = null, string name = "web", byte[]? seed = null) => new(name, seed, proposed, mode);

    public sealed class AProposal
    {
        [Theory]
        [InlineData("12345678901234567890")]
        [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
        public void Is_taken_where_it_fits(string proposed) => Assert.Equal((proposed, null), Of(AutonamingMode.Propose, proposed).MakeName(20));

        [Theory]
        [InlineData(null, null)]
        [InlineData("", null)]
        [InlineData("123456789012345678901", null)]
        [InlineData("taken", "taken")]
        public void Is_passed_over_where_it_cannot_be_had(string? proposed, string? taken)
        {
            var (name, fault) = Of(AutonamingMode.Propose, proposed).MakeName(20, taken);

            Assert.Matches("^web-[0-9a-f]{8}$", name);
            Assert.Null(fault);
        }
    }

    public sealed class AnEnforcedName
    {
        [Fact]
        public void Is_taken_as_it_is() =>
            Assert.Equal(("12345678901234567890", null), Of(AutonamingMode.Enforce, "12345678901234567890").MakeName(20, "other"));

        [Fact]
        public void Is_refused_where_it_is_too_long() => Assert.Equal(
            (null, "automatic naming enforces '123456789012345678901', which has more than 20 characters; give a name"),
            Of(AutonamingMode.Enforce, "123456789012345678901").MakeName(20));

        [Fact]
        public void Is_refused_where_it_was_used_already() => Assert.Equal(
            (null, "automatic naming enforces 'web' again, a name that can be used only once. Let the stack's naming have a random part " +
                "for this type of resource, such as `${name}-${hex(8)}`, or give a name and change it with whatever takes a new one"),
            Of(AutonamingMode.Enforce, "web").MakeName(20, "web"));

        [Fact]
        public void Is_made_where_the_engine_has_none() => Assert.Matches("^web-[0-9a-f]{8}$", Of(AutonamingMode.Enforce).MakeName(20).Name);
    }

    public sealed class ADisabledName
    {
        [Fact]
        public void Has_to_be_given() => Assert.Equal(
            (null, "is missing, and automatic naming is disabled for this stack; give a name"), Of(AutonamingMode.Disable, "web").MakeName(20));
    }

    public sealed class AMadeName
    {
        [Fact]
        public void Is_the_same_for_the_same_seed_and_another_for_another()
        {
            var name = MadeOf("web", Seed);

            Assert.Equal(name, MadeOf("web", Seed));
            Assert.NotEqual(name, MadeOf("web", [1, 2, 4]));
            Assert.NotEqual(name, MadeOf("web", [4, 2, 3]));
        }

        [Fact]
        public void Does_not_share_its_end_with_that_of_another_resource() =>
            Assert.NotEqual(MadeOf("web", Seed)[^8..], MadeOf("wea", Seed)[^8..]);

        [Fact]
        public void Is_another_each_time_without_a_seed() => Assert.NotEqual(MadeOf("web", []), MadeOf("web", []));

        [Fact]
        public void Is_another_where_the_seed_makes_one_that_is_taken()
        {
            var taken = MadeOf("web", Seed);

            var name = Of(AutonamingMode.Propose, seed: Seed).MakeName(20, taken).Name;

            Assert.Matches("^web-[0-9a-f]{8}$", name);
            Assert.NotEqual(taken, name);
        }

        [Theory]
        [InlineData("a-name-that-is-too-long", "a-name-that-")]
        [InlineData("exactly-11x", "exactly-11x-")]
        [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀😀😀-")]
        [InlineData("a/b\\c d\te\u0001f", "a-b-c-d-e-f-")]
        public void Is_short_enough_and_of_letters_that_names_may_have(string logicalName, string stem)
        {
            Assert.Equal(stem, Autonaming.StemOf(logicalName, 20));
            Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(stem)}[0-9a-f]{{8}}$", Autonaming.Another(logicalName, 20));
        }

        private static string MadeOf(string name, byte[] seed) => Of(AutonamingMode.Propose, name: name, seed: seed).MakeName(20).Name!;
    }
}
