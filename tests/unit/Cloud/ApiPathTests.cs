using CsCheck;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class ApiPathTests
{
    public sealed class TheOfMethod : CloudTest
    {
        private static readonly Gen<string> Tricky = Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char["./\\%2eEfF5c?#&;:@+ ~'()\t\0\u0085\u202eé\ud83d\ude00"], 0, 8]);

        [Fact]
        public void Joins_segments() => Assert.Equal("/api/orgs/acme", ApiPath.Of("api", "orgs", "acme").ToString());

        [Theory]
        [InlineData("", "must not be empty")]
        [InlineData("  ", "must not be empty")]
        [InlineData(".", "must not be '.'")]
        [InlineData("..", "must not be '..'")]
        [InlineData("a/b", "must not hold '/': 'a/b'")]
        [InlineData("a\\b", "must not hold '\\': 'a\\b'")]
        [InlineData("a\nb", "must not hold a control character: 'a\\u000ab'")]
        [InlineData("a\u0085b", "must not hold a control character: 'a\\u0085b'")]
        public void Refuses_what_would_not_stay_one_segment(string segment, string fault)
        {
            var refusal = Assert.Throws<ArgumentException>(() => ApiPath.Of("api", segment));

            Assert.Equal($"a name that is part of a path {fault}", refusal.Message);
        }

        [Fact]
        public void Refuses_half_a_surrogate_pair() => Assert.EndsWith(
            "must be well-formed text: 'a\ufffd'", Assert.Throws<ArgumentException>(() => ApiPath.Of("a\ud83d")).Message, StringComparison.Ordinal);

        [Fact]
        public async Task Any_text_is_refused_or_arrives_as_one_segment_that_unescapes_to_itself() => await Tricky.SampleAsync(
            async segment =>
            {
                var wire = new Wire();
                using var cloud = new CloudClient(Options with { Handler = wire });
                try
                {
                    await cloud.Teams.DeleteAsync("acme", segment, Cancel);
                }
                catch (ArgumentException)
                {
                    return wire.Path is null;
                }

                var segments = wire.Path!.Split('/');
                return segments is ["", "api", "orgs", "acme", "teams", var last] && Uri.UnescapeDataString(last) == segment;
            },
            iter: 3000);

        [Theory]
        [InlineData("..")]
        [InlineData("a/b")]
        [InlineData("")]
        public async Task Every_method_with_a_name_in_its_path_sends_nothing_when_it_is_refused(string name)
        {
            Func<Task>[] calls =
            [
                () => Cloud.Members.ListAsync(name, Cancel),
                () => Cloud.Members.FindAsync(name, "alice", Cancel),
                () => Cloud.Members.AddAsync("acme", name, "member", Cancel),
                () => Cloud.Members.AddAsync(name, "alice", "member", Cancel),
                () => Cloud.Members.SetRoleAsync("acme", name, "member", Cancel),
                () => Cloud.Members.RemoveAsync("acme", name, Cancel),
                () => Cloud.OrgTokens.ListAsync(name, TokenFilter.All, Cancel),
                () => Cloud.OrgTokens.CreateAsync(name, new NewOrgToken("ci", "", 0, false), Cancel),
                () => Cloud.OrgTokens.DeleteAsync("acme", name, Cancel),
                () => Cloud.Teams.ListAsync(name, Cancel),
                () => Cloud.Teams.FindAsync("acme", name, Cancel),
                () => Cloud.Teams.CreateAsync(name, new NewTeam("core", "", ""), Cancel),
                () => Cloud.Teams.CreateFromGitHubAsync(name, 1, Cancel),
                () => Cloud.Teams.UpdateAsync("acme", name, new TeamChanges(), Cancel),
                () => Cloud.Teams.AddMemberAsync("acme", name, "alice", Cancel),
                () => Cloud.Teams.RemoveMemberAsync("acme", name, "alice", Cancel),
                () => Cloud.Teams.PromoteMemberAsync("acme", name, "alice", Cancel),
                () => Cloud.Teams.DemoteMemberAsync("acme", name, "alice", Cancel),
                () => Cloud.Teams.DeleteAsync("acme", name, Cancel),
            ];

            foreach (var call in calls)
            {
                await Assert.ThrowsAsync<ArgumentException>(call);
            }

            Assert.Empty(Server.Requests);
        }

        private sealed class Wire : HttpMessageHandler
        {
            public string? Path { get; private set; }

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Path = request.RequestUri!.PathAndQuery;
                return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
            }
        }
    }
}
