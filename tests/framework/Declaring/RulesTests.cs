using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

public static class RulesTests
{
    public sealed class APathSegment
    {
        [Theory]
        [InlineData("", "is empty; give a name")]
        [InlineData(".", "'.' is not a name, but a step in a path; give a name")]
        [InlineData("..", "'..' is not a name, but a step in a path; give a name")]
        [InlineData("a/b", "'a/b' has a slash; names have none")]
        [InlineData("a\\b", "'a\\b' has a slash; names have none")]
        [InlineData("a\u0085b", "has a control character; names have none")]
        [InlineData("a\u2003b", "'a\u2003b' has white space; names have none")]
        public void Cannot_change_the_path(string text, string fault) => Assert.Equal(fault, new PathSegmentAttribute().Fault(text));

        [Theory]
        [InlineData("ada-lovelace")]
        [InlineData("...")]
        [InlineData("ädä")]
        public void May_be_any_other_text(string text) => Assert.Null(new PathSegmentAttribute().Fault(text));
    }

    public sealed class AMaximumLength
    {
        [Theory]
        [InlineData("abc", true)]
        [InlineData("abcd", false)]
        [InlineData("😀😀😀", true)]
        [InlineData("😀😀😀😀", false)]
        public void Counts_unicode_characters(string text, bool isAllowed) =>
            Assert.Equal(isAllowed ? null : "has 4 characters; at most 3 are allowed", new MaxLengthAttribute(3).Fault(text));
    }

    public sealed class ATextThatIsNotBlank
    {
        [Theory]
        [InlineData("", false)]
        [InlineData(" \t", false)]
        [InlineData(" a", true)]
        public void Has_something_to_read(string text, bool isAllowed) =>
            Assert.Equal(isAllowed ? null : "is empty; give a text, or leave the property out", new NotBlankAttribute().Fault(text));
    }

    public sealed class ALeastNumber
    {
        [Theory]
        [InlineData(2L, "is 2; at least 3 is needed")]
        [InlineData(3L, null)]
        [InlineData(4L, null)]
        public void Is_allowed_itself(long number, string? fault) => Assert.Equal(fault, new AtLeastAttribute(3).Fault(number));
    }

    public sealed class AWebUrl
    {
        [Theory]
        [InlineData("https://example.com/hook")]
        [InlineData("http://127.0.0.1:8080")]
        public void Can_be_called(string text) => Assert.Null(new WebUrlAttribute().Fault(text));

        [Theory]
        [InlineData("example.com")]
        [InlineData("/hook")]
        [InlineData("ftp://example.com")]
        [InlineData("https://")]
        [InlineData("file:///hook")]
        [InlineData(" https://example.com")]
        public void Cannot_be_another_text(string text) => Assert.Equal(
            $"'{text}' is no URL that can be called; give one such as 'https://example.com/hook'", new WebUrlAttribute().Fault(text));
    }

    public sealed class AnEnumeration
    {
        [EnumType("How big it is.")]
        private static class Size
        {
            [EnumValue("Less than others.")]
            public const string Small = "small";

            public const string Large = "large";

            public static readonly string Default = Small;
        }

        private static class Undescribed
        {
            public const string Only = "only";
        }

        [Theory]
        [InlineData("small", null)]
        [InlineData("large", null)]
        [InlineData("Small", "'Small' is unknown; use 'small' or 'large'")]
        public void Has_the_values_of_its_constants(string text, string? fault) => Assert.Equal(fault, new OneOfAttribute(typeof(Size)).Fault(text));

        [Fact]
        public void Is_described_by_attributes()
        {
            var oneOf = new OneOfAttribute(typeof(Size));

            Assert.Equal("How big it is.", oneOf.Description);
            Assert.Equal([("Small", "small", "Less than others."), ("Large", "large", "")], oneOf.Values);
            Assert.Empty(new OneOfAttribute(typeof(Undescribed)).Description);
            Assert.Equal("small", Size.Default);
        }
    }
}
