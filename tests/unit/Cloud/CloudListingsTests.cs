using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class CloudListingsTests
{
    /// <summary>A cloud where every call succeeds, so that only the requests sent matter.</summary>
    public abstract class ListingsTest : CloudTest
    {
        private static readonly string[] Writes =
        [
            "POST /api/orgs/acme/members/alice", "PATCH /api/orgs/acme/members/alice", "DELETE /api/orgs/acme/members/alice",
            "POST /api/orgs/acme/tokens", "DELETE /api/orgs/acme/tokens/t1",
            "POST /api/orgs/acme/teams/core/tokens", "DELETE /api/orgs/acme/teams/core/tokens/t1",
            "POST /api/orgs/acme/hooks", "PATCH /api/orgs/acme/hooks/chat", "DELETE /api/orgs/acme/hooks/chat",
            "POST /api/orgs/acme/teams/pulumi", "POST /api/orgs/acme/teams/github", "PATCH /api/orgs/acme/teams/core", "DELETE /api/orgs/acme/teams/core",
        ];

        private static readonly WebhookSettings Settings =
            new() { DisplayName = "Chat", PayloadUrl = "https://chat.test/in", Active = true, Format = "raw" };

        protected ListingsTest()
        {
            AnswerWrites(endpoint => endpoint switch
            {
                "POST /api/orgs/acme/members/alice" => Replies.Json(200, Bodies.Member("alice")),
                "POST /api/orgs/acme/tokens" or "POST /api/orgs/acme/teams/core/tokens" => Replies.Json(200, """{"id":"t1","tokenValue":"v"}"""),
                "POST /api/orgs/acme/hooks" or "PATCH /api/orgs/acme/hooks/chat" => Replies.Json(200, Bodies.Webhook("chat")),
                "POST /api/orgs/acme/teams/pulumi" or "POST /api/orgs/acme/teams/github" => Replies.Json(201, Bodies.Team("core", "me")),
                _ => Replies.Done,
            });
            Server.On("GET /api/orgs/acme/members?type=frontend", Replies.Json(200, Bodies.Members()))
                .On("GET /api/orgs/acme/members?type=backend", Replies.Json(200, Bodies.Members()))
                .On("GET /api/orgs/acme/tokens?filter=all&maxResults=1000", Replies.Json(200, Bodies.Tokens()))
                .On("GET /api/orgs/acme/tokens?filter=active&maxResults=1000", Replies.Json(200, Bodies.Tokens()))
                .On("GET /api/orgs/acme/teams/core/tokens?filter=all&maxResults=1000", Replies.Json(200, Bodies.Tokens()))
                .On("GET /api/orgs/acme/hooks", Replies.Json(200, "[]"))
                .On("GET /api/orgs/acme/teams", Replies.Json(200, Bodies.Page("teams", null)))
                .On("GET /api/orgs/acme/teams/core", Replies.Json(200, Bodies.Team("core")))
                .On("GET /api/orgs/acme/teams/ops", Replies.Error(404, "Not Found: ops"));
        }

        protected void AnswerWrites(Func<string, Reply> answer)
        {
            foreach (var endpoint in Writes)
            {
                Server.On(endpoint, answer(endpoint));
            }
        }

        /// <summary>Reads everything that is shared.</summary>
        protected async Task ReadAsync()
        {
            await Cloud.Members.FindAsync("acme", "alice", Cancel);
            await Cloud.OrgTokens.FindAsync("acme", "t1", Cancel);
            await Cloud.OrgTokens.ListAsync("acme", TokenFilter.Active, Cancel);
            await Cloud.TeamTokens.FindAsync("acme", "core", "t1", Cancel);
            await Cloud.Webhooks.FindAsync("acme", "chat", Cancel);
            await Cloud.Teams.FindAsync("acme", "core", Cancel);
            await Cloud.Teams.FindAsync("acme", "ops", Cancel);
            await Cloud.Teams.ListAsync("acme", Cancel);
        }

        /// <summary>Which of the shared reads ask the server again now.</summary>
        protected async Task<string> AskedAgainAsync()
        {
            var before = Server.Requests.Count;
            await ReadAsync();
            return string.Join(' ', Server.Endpoints.Skip(before).Select(Name).Distinct());
        }

        protected Task WriteAsync(string write) => write switch
        {
            "add member" => Cloud.Members.AddAsync("ACME", "alice", "member", Cancel),
            "set role" => Cloud.Members.SetRoleAsync("acme", "alice", "admin", Cancel),
            "remove member" => Cloud.Members.RemoveAsync("acme", "alice", Cancel),
            "create token" => Cloud.OrgTokens.CreateAsync("acme", new NewOrgToken("ci", "", 0, false), Cancel),
            "delete token" => Cloud.OrgTokens.DeleteAsync("acme", "t1", Cancel),
            "create team token" => Cloud.TeamTokens.CreateAsync("acme", "core", new NewTeamToken("ci", "", 0), Cancel),
            "delete team token" => Cloud.TeamTokens.DeleteAsync("acme", "core", "t1", Cancel),
            "create webhook" => Cloud.Webhooks.CreateAsync("acme", "chat", Settings, Cancel),
            "update webhook" => Cloud.Webhooks.UpdateAsync("acme", "chat", Settings, Cancel),
            "delete webhook" => Cloud.Webhooks.DeleteAsync("acme", "chat", Cancel),
            "create team" => Cloud.Teams.CreateAsync("acme", new NewTeam("Core", "", ""), Cancel),
            "create GitHub team" => Cloud.Teams.CreateFromGitHubAsync("acme", 1, Cancel),
            "update team" => Cloud.Teams.UpdateAsync("acme", "core", new TeamChanges { NewDescription = "x" }, Cancel),
            "add to team" => Cloud.Teams.AddMemberAsync("acme", "core", "alice", Cancel),
            "remove from team" => Cloud.Teams.RemoveMemberAsync("acme", "core", "alice", Cancel),
            "promote" => Cloud.Teams.PromoteMemberAsync("acme", "core", "alice", Cancel),
            "demote" => Cloud.Teams.DemoteMemberAsync("acme", "core", "alice", Cancel),
            "add stack" => Cloud.Teams.AddStackAsync("acme", "core", new TeamStack("p", "s", "read"), Cancel),
            "edit stack" => Cloud.Teams.EditStackAsync("acme", "core", new TeamStack("p", "s", "read"), Cancel),
            "remove stack" => Cloud.Teams.RemoveStackAsync("acme", "core", "p", "s", Cancel),
            "add environment" => Cloud.Teams.AddEnvironmentAsync("acme", "core", new TeamEnvironment("p", "e", "read", null), Cancel),
            "edit environment" => Cloud.Teams.EditEnvironmentAsync("acme", "core", new TeamEnvironment("p", "e", "read", null), Cancel),
            "remove environment" => Cloud.Teams.RemoveEnvironmentAsync("acme", "core", "p", "e", Cancel),
            "delete team" => Cloud.Teams.DeleteAsync("acme", "core", Cancel),
            _ => throw new ArgumentException(write),
        };

        private static string Name(string endpoint) => endpoint switch
        {
            _ when endpoint.Contains("/members", StringComparison.Ordinal) => "members",
            _ when endpoint.Contains("/teams/core/tokens", StringComparison.Ordinal) => "core-tokens",
            _ when endpoint.Contains("/tokens", StringComparison.Ordinal) => "tokens",
            _ => endpoint[(endpoint.LastIndexOf('/') + 1)..],
        };
    }

    public sealed class AWrite : ListingsTest
    {
        public static TheoryData<string, string> WritesAndWhatTheyTouch => new()
        {
            { "set role", "members" },
            { "remove member", "members core ops" },
            { "create token", "tokens" },
            { "delete token", "tokens" },
            { "create team token", "core-tokens" },
            { "delete team token", "core-tokens" },
            { "create webhook", "hooks" },
            { "update webhook", "hooks" },
            { "delete webhook", "hooks" },
            { "create team", "core teams" },
            { "create GitHub team", "core ops teams" },
            { "update team", "core teams" },
            { "add to team", "core" },
            { "remove from team", "core" },
            { "promote", "core" },
            { "demote", "core" },
            { "add stack", "core" },
            { "edit stack", "core" },
            { "remove stack", "core" },
            { "add environment", "core" },
            { "edit environment", "core" },
            { "remove environment", "core" },
            { "delete team", "core-tokens core teams" },
        };

        [Theory]
        [MemberData(nameof(WritesAndWhatTheyTouch))]
        public async Task Has_read_again_what_it_touches_and_nothing_else(string write, string touched)
        {
            await ReadAsync();

            await WriteAsync(write);

            Assert.Equal(touched, await AskedAgainAsync());
            Assert.Equal("", await AskedAgainAsync());
        }

        [Theory]
        [MemberData(nameof(WritesAndWhatTheyTouch))]
        public async Task Has_it_read_again_also_when_it_failed(string write, string touched)
        {
            AnswerWrites(_ => Replies.Error(403, "Forbidden: only the rest of it"));
            await ReadAsync();

            await FailureAsync(() => WriteAsync(write));

            Assert.Equal(touched, await AskedAgainAsync());
        }

        [Theory]
        [MemberData(nameof(WritesAndWhatTheyTouch))]
        public async Task Has_it_read_again_while_it_is_under_way_and_once_more_when_it_is_done(string write, string touched)
        {
            var gate = new TaskCompletionSource();
            AnswerWrites(_ => Replies.After(gate.Task, Replies.Error(403, "no")));
            await ReadAsync();

            var writing = WriteAsync(write);
            var during = await AskedAgainAsync();
            gate.SetResult();
            await FailureAsync(() => writing);

            Assert.Equal((touched, touched), (during, await AskedAgainAsync()));
        }

        [Fact]
        public async Task Touches_every_spelling_of_an_organization()
        {
            Server.On("POST /api/orgs/ACME/members/alice", Replies.Json(200, Bodies.Member("alice")));
            await ReadAsync();

            await WriteAsync("add member");

            Assert.Equal("members", await AskedAgainAsync());
        }
    }

    public sealed class ReadersBetweenWrites : CloudTest
    {
        private const string Frontend = "GET /api/orgs/acme/members?type=frontend";

        private volatile string _role = "member";

        public ReadersBetweenWrites() => Server.On(Frontend, token => Current(token))
            .On("GET /api/orgs/acme/members?type=backend", Replies.Json(200, Bodies.Members()));

        /// <summary>What the server knows when it is asked.</summary>
        private Reply Current => Replies.Json(200, Bodies.Members(Bodies.Member("alice", _role)));

        private async Task WriteAsync(string role)
        {
            Server.On("PATCH /api/orgs/acme/members/alice", token =>
            {
                _role = role;
                return Replies.Done(token);
            });
            await Cloud.Members.SetRoleAsync("acme", "alice", role, Cancel);
        }

        private async Task<string?> ReadAsync() => (await Cloud.Members.FindAsync("acme", "alice", Cancel))?.Role;

        [Fact]
        public async Task See_each_write_that_ended_before_and_share_one_listing_until_the_next()
        {
            foreach (var role in (string[])["admin", "member", "billing-manager", "admin"])
            {
                await WriteAsync(role);

                Assert.All(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync())), read => Assert.Equal(role, read));
                Assert.Equal(role, await ReadAsync());
            }

            Assert.Equal(4 * 3, Server.Requests.Count);
        }

        [Fact]
        public async Task Are_not_handed_what_was_listed_before_the_write_and_arrives_after_it()
        {
            var gate = new TaskCompletionSource();
            Server.On(Frontend, token => Replies.After(gate.Task, Current)(token), token => Current(token));

            var before = ReadAsync();
            await Server.ArrivalAsync();
            await Server.ArrivalAsync();
            await WriteAsync("admin");
            var after = await ReadAsync();
            gate.SetResult();

            Assert.Equal(("member", "admin", "admin"), (await before, after, await ReadAsync()));
        }
    }

    public sealed class AListing : ListingsTest
    {
        [Fact]
        public async Task Is_read_again_when_its_lifetime_is_over()
        {
            await ReadAsync();
            Time.Advance(Options.ListingLifetime);

            Assert.Equal("members tokens core-tokens hooks core ops teams", await AskedAgainAsync());
        }

        [Fact]
        public async Task Is_cancelled_on_the_wire_when_its_only_reader_is()
        {
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var cancelled = new TaskCompletionSource();
            Server.On("GET /api/orgs/acme/teams/core", async token =>
            {
                await using var registration = token.Register(cancelled.SetResult);
                return await Replies.Never(token);
            });

            var find = Cloud.Teams.FindAsync("acme", "core", caller.Token);
            await Server.ArrivalAsync();
            await caller.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => find);
            await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }
}
