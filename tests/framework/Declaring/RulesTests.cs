using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

public static class RulesTests
{
    public sealed class APathSegment
    {
        [Theory]
        [InlineData("", "is empty")]
        [InlineData("..", "step in a path")]
        [InlineData("a/b", "slash")]
        [InlineData("a\\b", "slash")]
        [InlineData("a\u0085b", "control character")]
        [InlineData("a\u2003b", "white space")]
        public void Cannot_change_the_path(string text, string fault) =>
            Assert.Contains(fault, new PathSegmentAttribute().Fault(text), StringComparison.Ordinal);

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
        public void Counts_unicode_characters(string text, bool isAllowed) => Assert.Equal(isAllowed, new MaxLengthAttribute(3).Fault(text) is null);
    }
}
