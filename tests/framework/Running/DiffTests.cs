using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Framework.Tests.Running;

public static class DiffTests
{
    public sealed class TheIsIgnoredMethod
    {
        [Theory]
        [InlineData("members")]
        [InlineData("members[0]")]
        [InlineData("members.first")]
        [InlineData("*")]
        public void Knows_a_property_by_its_path_and_by_what_lies_below(string path) => Assert.True(Diff.IsIgnored("members", ["other", path]));

        [Theory]
        [InlineData("membersOnly")]
        [InlineData("member")]
        [InlineData("")]
        public void Takes_no_other_name_for_it(string path) => Assert.False(Diff.IsIgnored("members", [path]));
    }
}
