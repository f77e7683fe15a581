using System.Globalization;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>What becomes of a write whose answer was lost: the server is asked, and nothing is done twice that must not be.</summary>
public static class SettledWritesTests
{
    private static readonly DateTimeOffset AtTheServer = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What leaves unknown whether the server did it.</summary>
    public static TheoryData<string> Uncertainties => ["500", "502", "503", "504", "408", "200", "broken", "other shape"];

    private static Reply Uncertain(string how) => how switch
    {
        "broken" => Replies.Broken,
        "other shape" => Replies.Json(200, """{"done":true}"""),
        _ => Replies.Html(int.Parse(how, CultureInfo.InvariantCulture)),
    };

    public abstract class SettledTest : CloudTest
    {
        /// <summary>How often the write was sent.</summary>
        protected int Sent(string method) => Server.Endpoints.Count(endpoint => endpoint.StartsWith(method, StringComparison.Ordinal));
    }

    public sealed class ANewMember : SettledTest
    {
        private const string Add = "POST /api/orgs/acme/members/eve";
        private const string Frontend = "GET /api/orgs/acme/members?type=frontend";

        public ANewMember() => Server.On("GET /api/orgs/acme/members?type=backend", Replies.Json(200, Bodies.Members()));

        private static Reply Roster(params string[] members) => Replies.At(AtTheServer, Replies.Json(200, Bodies.Members(members)));

        private static string Eve(double joined, string role = "member") => Bodies.Member("eve", role).Replace(
            "2024-01-02T03:04:05Z", (AtTheServer + TimeSpan.FromSeconds(joined)).ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal);

        private Task<Member> AddAsync() => Cloud.Members.AddAsync("acme", "eve", "member", Cancel);

        [Theory]
        [MemberData(nameof(Uncertainties), MemberType = typeof(SettledWritesTests))]
        public async Task Is_ours_when_it_joined_since_with_the_role_that_was_asked_for(string how)
        {
            Server.On(Add, Uncertain(how)).On(Frontend, Roster(Eve(joined: 0)));

            Assert.Equal("eve", (await AddAsync()).Username);
            Assert.Equal(1, Sent("POST"));
        }

        [Theory]
        [MemberData(nameof(Uncertainties), MemberType = typeof(SettledWritesTests))]
        public async Task Is_sent_again_when_two_fresh_listings_lack_it(string how)
        {
            Server.On(Add, Uncertain(how), Replies.Json(200, Bodies.Member("eve"))).On(Frontend, Roster());

            Assert.Equal("eve", (await AddAsync()).Username);
            Assert.Equal([Add, Frontend, Frontend, Add], Server.Endpoints.Where(endpoint => !endpoint.EndsWith("backend", StringComparison.Ordinal)));
        }

        [Theory]
        [InlineData(-60, "member")]
        [InlineData(0, "admin")]
        public async Task Conflicts_when_somebody_else_made_it_so(double joined, string role)
        {
            Server.On(Add, Replies.Broken).On(Frontend, Roster(Eve(joined, role)));

            var failure = await FailureAsync(AddAsync);

            Assert.Equal((CloudFailure.Conflict, false), (failure.Reason, failure.MayHaveHappened));
            Assert.Equal(
                $"could not add member eve to organization acme: eve is there, as {role}, but not by this request (POST /api/orgs/acme/members/eve)",
                failure.Message);
            Assert.Equal(1, Sent("POST"));
        }

        [Fact]
        public async Task Is_compared_by_the_servers_clock_and_not_by_this_machines()
        {
            // The wait before the look, and then what the answer tells of the time at which the request was made.
            Server.On(Add, Replies.Broken).On(Frontend, token =>
            {
                var asked = AtTheServer + (Time.GetUtcNow() - Time.Start);
                return Replies.At(asked, Replies.Json(200, Bodies.Members(Eve(joined: -4))))(token);
            });

            Assert.Equal("eve", (await AddAsync()).Username);
        }

        [Fact]
        public async Task Is_ours_when_the_second_request_conflicts_with_the_first()
        {
            Server.On(Add, Replies.Broken, Replies.Error(409, "User is already an organization member."))
                .On(Frontend, Roster(), Roster(), Roster(Eve(joined: 0)));

            Assert.Equal("eve", (await AddAsync()).Username);
            Assert.Equal(2, Sent("POST"));
        }

        [Fact]
        public async Task Conflicts_at_once_when_nothing_is_in_doubt()
        {
            Server.On(Add, Replies.Error(409, "User is already an organization member."));

            Assert.Equal(CloudFailure.Conflict, (await FailureAsync(AddAsync)).Reason);
            Assert.Equal([Add], Server.Endpoints);
        }

        [Fact]
        public async Task Is_looked_for_a_last_time_when_all_tries_are_used_up()
        {
            var tries = 1 + Options.MaxRetries;
            Server.On(Add, Replies.Html(502))
                .On(Frontend, [.. Enumerable.Repeat(Roster(), 2 * (tries - 1)), Roster(Eve(joined: 0))]);

            Assert.Equal("eve", (await AddAsync()).Username);
            Assert.Equal(tries, Sent("POST"));
        }

        [Fact]
        public async Task Fails_when_it_is_not_there_in_the_end_and_says_what_was_seen()
        {
            Server.On(Add, Replies.Html(502)).On(Frontend, Roster());

            var failure = await FailureAsync(AddAsync);

            Assert.True(failure.MayHaveHappened);
            Assert.Equal(
                "could not add member eve to organization acme: 502 Bad Gateway: when the server was asked afterwards, it had not been done; "
                + "the server may have done it all the same (POST /api/orgs/acme/members/eve)",
                failure.Message);
        }

        [Fact]
        public async Task Is_in_doubt_and_not_sent_again_when_the_listing_fails()
        {
            Server.On(Add, Replies.Broken).On(Frontend, Replies.Error(403, "Forbidden: not any more"));

            var failure = await FailureAsync(AddAsync);

            Assert.True(failure.MayHaveHappened);
            Assert.Contains("what became of it could not be found out: could not list the members of organization acme: 403", failure.Message,
                StringComparison.Ordinal);
            Assert.Equal(1, Sent("POST"));
        }

        [Fact]
        public async Task Is_refused_without_doubt_once_it_was_not_there()
        {
            Server.On(Add, Replies.Broken, Replies.Error(400, "Invalid organization role.")).On(Frontend, Roster());

            var failure = await FailureAsync(AddAsync);

            Assert.Equal((CloudFailure.BadRequest, false), (failure.Reason, failure.MayHaveHappened));
        }

        [Fact]
        public async Task Stays_within_the_total_time_with_all_that_it_asks()
        {
            Server.On(Add, Replies.Broken).On(Frontend, Replies.Never);

            var add = AddAsync();
            await Server.ArrivalAsync();
            await Server.ArrivalAsync();
            Time.Advance(Options.TotalTimeout);
            var failure = await FailureAsync(() => add);

            Assert.True(failure.MayHaveHappened);
            Assert.Contains("what became of it could not be found out within 300 s", failure.Message, StringComparison.Ordinal);
            Assert.Equal(1, Sent("POST"));
        }

        [Fact]
        public async Task Is_not_looked_for_where_the_tries_have_used_up_all_the_time()
        {
            Server.On(Add, token =>
            {
                Time.Advance(Options.TotalTimeout);
                return Replies.Broken(token);
            });

            var failure = await FailureAsync(AddAsync);

            Assert.True(failure.MayHaveHappened);
            Assert.Contains("; there was no time left to ask what became of it", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Is_given_up_at_once_when_it_is_cancelled_while_the_server_is_asked()
        {
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            Server.On(Add, Replies.Broken).On(Frontend, Replies.Never);

            var add = Cloud.Members.AddAsync("acme", "eve", "member", caller.Token);
            await Server.ArrivalAsync();
            await Server.ArrivalAsync();
            await caller.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => add);
        }

        [Fact]
        public async Task Is_asked_for_a_second_time_when_a_replica_does_not_know_the_person_yet()
        {
            Server.On(Add, Replies.Error(404, "Not Found: User 'eve' not found"), Replies.Json(200, Bodies.Member("eve")));

            Assert.Equal("eve", (await AddAsync()).Username);
        }
    }

    public sealed class ANewTeam : SettledTest
    {
        private const string Create = "POST /api/orgs/acme/teams/pulumi";
        private const string Get = "GET /api/orgs/acme/teams/core";

        private static readonly Reply Missing = Replies.Error(404, "Not Found: Team 'core' not found");
        private static readonly Reply Taken = Replies.Error(409, "Team with this name already exists");

        public ANewTeam() => Server.On("GET /api/user", Replies.Json(200, """{"githubLogin":"me","name":"Me","email":"","organizations":[]}"""));

        private Task<Team> CreateAsync() => Cloud.Teams.CreateAsync("acme", new NewTeam("core", "The cores", "builds things"), Cancel);

        [Theory]
        [MemberData(nameof(Uncertainties), MemberType = typeof(SettledWritesTests))]
        public async Task Is_ours_when_it_is_as_a_create_leaves_it(string how)
        {
            Server.On(Create, Uncertain(how)).On(Get, Replies.Json(200, Bodies.Team("core", "Me")));

            Assert.Equal("Me", Assert.Single((await CreateAsync()).Members).Username);
            Assert.Equal(1, Sent("POST"));
        }

        [Theory]
        [MemberData(nameof(Uncertainties), MemberType = typeof(SettledWritesTests))]
        public async Task Is_sent_again_when_it_is_not_there(string how)
        {
            Server.On(Create, Uncertain(how), Replies.Json(201, Bodies.Team("core", "me"))).On(Get, Missing);

            Assert.Equal("core", (await CreateAsync()).Name);
            Assert.Equal([Create, Get, Get, Create], Server.Endpoints);
        }

        [Fact]
        public async Task Of_a_create_that_was_cut_off_is_taken_over()
        {
            Server.On(Create, Taken).On(Get, Replies.Json(200, Bodies.Team("core", "me")));

            Assert.Equal("core", (await CreateAsync()).Name);
            Assert.Empty(Time.Waits);
        }

        [Fact]
        public async Task Of_an_organizations_token_has_nobody_in_it_and_is_taken_over_too()
        {
            Server.On(Create, Taken).On(Get, Replies.Json(200, Bodies.Team("core")));

            Assert.Empty((await CreateAsync()).Members);
        }

        [Theory]
        [InlineData("broken")]
        [InlineData("409")]
        public async Task Conflicts_with_one_that_is_in_use(string how)
        {
            string[] others =
            [
                Bodies.Team("core", "me", "ada"),
                Bodies.Team("core", "ada"),
                Bodies.Team("Core", "me"),
                Bodies.Team("core", "me").Replace("builds", "breaks", StringComparison.Ordinal),
                Bodies.Team("core", "me").Replace("The cores", "Core", StringComparison.Ordinal),
                Bodies.Team("core", "me").Replace("pulumi", "github", StringComparison.Ordinal),
                Bodies.Team("core").Replace("\"userRole\"", "\"listMembersError\":\"away\",\"userRole\"", StringComparison.Ordinal),
                Bodies.Team("core", "me").Replace("\"userRole\"", """
                    "stacks":[{"projectName":"p","stackName":"s","permission":101}],"userRole"
                    """, StringComparison.Ordinal),
                Bodies.Team("core", "me").Replace("\"userRole\"", """
                    "environments":[{"projectName":"p","envName":"e","permission":"read"}],"userRole"
                    """, StringComparison.Ordinal),
            ];
            foreach (var other in others)
            {
                Server.On(Create, how == "409" ? Taken : Replies.Broken).On(Get, Replies.Json(200, other));

                var failure = await FailureAsync(CreateAsync);

                Assert.Equal((CloudFailure.Conflict, false), (failure.Reason, failure.MayHaveHappened));
                Assert.Contains("a team of that name is there, with other texts or with people in it", failure.Message, StringComparison.Ordinal);
            }

            Assert.Equal(others.Length, Sent("POST"));
        }

        [Fact]
        public async Task Stays_refused_when_nobody_can_find_what_it_conflicts_with()
        {
            Server.On(Create, Taken).On(Get, Missing);

            Assert.Equal(CloudFailure.Conflict, (await FailureAsync(CreateAsync)).Reason);
            Assert.Equal(1, Sent("POST"));
        }
    }

    public sealed class ANewTeamFromGitHub : SettledTest
    {
        private const string Create = "POST /api/orgs/acme/teams/github";
        private const string List = "GET /api/orgs/acme/teams";

        private Task<Team> CreateAsync() => Cloud.Teams.CreateFromGitHubAsync("acme", 42, Cancel);

        [Fact]
        public async Task Is_sent_again_since_the_server_makes_it_once_at_most()
        {
            Server.On(Create, Replies.Broken, Replies.Json(201, Bodies.Team("core")));

            Assert.Equal("core", (await CreateAsync()).Name);
            Assert.Equal([Create, Create], Server.Endpoints);
        }

        [Fact]
        public async Task Is_in_doubt_when_it_conflicts_then_and_names_the_teams_that_it_could_be()
        {
            string[] mirrors = [.. new[] { "core", "ops" }.Select(static name => Bodies.Team(name).Replace("pulumi", "github", StringComparison.Ordinal))];
            Server.On(Create, Replies.Broken, Replies.Error(409, "Team with this name already exists"))
                .On(List, Replies.Json(200, Bodies.Page("teams", null, [.. mirrors, Bodies.Team("web")])));

            var failure = await FailureAsync(CreateAsync);

            Assert.True(failure.MayHaveHappened);
            Assert.Contains("it may be one of these teams from GitHub, which are there: core, ops", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Conflicts_without_doubt_when_no_team_is_there_that_it_could_be()
        {
            Server.On(Create, Replies.Broken, Replies.Error(409, "Team with this name already exists"))
                .On(List, Replies.Json(200, Bodies.Page("teams", null, Bodies.Team("web"))));

            var failure = await FailureAsync(CreateAsync);

            Assert.Equal((CloudFailure.Conflict, false), (failure.Reason, failure.MayHaveHappened));
        }

        [Fact]
        public async Task Conflicts_without_doubt_when_the_first_answer_says_so()
        {
            Server.On(Create, Replies.Error(409, "Team with this name already exists"));

            Assert.False((await FailureAsync(CreateAsync)).MayHaveHappened);
            Assert.Equal([Create], Server.Endpoints);
        }
    }

    public sealed class ANewWebhook : SettledTest
    {
        private const string Hooks = "/api/orgs/acme/hooks";
        private const string Create = $"POST {Hooks}";
        private const string Update = $"PATCH {Hooks}/chat";
        private const string List = $"GET {Hooks}";

        private readonly WebhookSettings _settings = new()
        {
            DisplayName = "Chat",
            PayloadUrl = "https://chat.test/in",
            Active = true,
            Format = "slack",
            Filters = ["stack_created"],
            Groups = ["stacks"],
            Secret = "s3cret",
        };

        private static Reply Listed(params string[] webhooks) => Replies.Json(200, $"[{string.Join(',', webhooks)}]");

        // One whose deliveries are not signed.
        private static string Open(string filters, string groups) => Bodies.Webhook("chat")
            .Replace("\"hasSecret\":true", "\"hasSecret\":false", StringComparison.Ordinal)
            .Replace("\"stack_created\"", filters, StringComparison.Ordinal)
            .Replace("\"stacks\"", groups, StringComparison.Ordinal);

        private Task<Webhook> CreateAsync(WebhookSettings? settings = null) => Cloud.Webhooks.CreateAsync("acme", "chat", settings ?? _settings, Cancel);

        [Theory]
        [MemberData(nameof(Uncertainties), MemberType = typeof(SettledWritesTests))]
        public async Task Is_ours_when_it_is_as_it_was_asked_for_and_gets_its_secret_once_more(string how)
        {
            Server.On(Create, Uncertain(how)).On(List, Listed(Bodies.Webhook("chat"))).On(Update, Replies.Json(200, Bodies.Webhook("chat")));

            Assert.Equal("chat", (await CreateAsync()).Name);
            Assert.Equal([Create, List, Update], Server.Endpoints);
            Assert.Equal("s3cret", (string?)Server.Requests[^1].Json["secret"]);
        }

        [Theory]
        [InlineData(null)]
        [InlineData("")]
        public async Task Is_left_as_it_is_where_no_secret_was_given(string? secret)
        {
            Server.On(Create, Replies.Broken).On(List, Listed(Open(""" "stack_created" """, """ "stacks" """)));

            await CreateAsync(_settings with { Secret = secret });

            Assert.Equal([Create, List], Server.Endpoints);
        }

        [Fact]
        public async Task Is_ours_when_no_events_were_chosen_and_the_service_shows_the_groups_that_this_means()
        {
            Server.On(Create, Replies.Broken).On(List, Listed(Open(filters: "", """ "stacks","deployments","environments" """)));

            await CreateAsync(_settings with { Filters = [], Groups = [], Secret = null });

            Assert.Equal([Create, List], Server.Endpoints);
        }

        [Theory]
        [InlineData("", "", """ "stacks","deployments" """)]
        [InlineData("", "stacks", """ "stacks","deployments","environments" """)]
        [InlineData("stack_created", "", """ "stacks","deployments","environments" """)]
        public async Task Conflicts_with_one_for_groups_that_were_not_chosen(string filter, string group, string found)
        {
            IReadOnlyList<string> filters = filter.Length > 0 ? [filter] : [];
            IReadOnlyList<string> groups = group.Length > 0 ? [group] : [];
            Server.On(Create, Replies.Broken).On(List, Listed(Open(string.Join(',', filters.Select(static name => $"\"{name}\"")), found)));

            var failure = await FailureAsync(() => CreateAsync(_settings with { Filters = filters, Groups = groups, Secret = null }));

            Assert.Equal(CloudFailure.Conflict, failure.Reason);
        }

        [Theory]
        [MemberData(nameof(Uncertainties), MemberType = typeof(SettledWritesTests))]
        public async Task Is_sent_again_when_two_fresh_listings_lack_it(string how)
        {
            Server.On(Create, Uncertain(how), Replies.Json(201, Bodies.Webhook("chat"))).On(List, Listed());

            await CreateAsync();

            Assert.Equal([Create, List, List, Create], Server.Endpoints);
        }

        [Theory]
        [InlineData("\"Chat\"", "\"Talk\"")]
        [InlineData("chat.test", "talk.test")]
        [InlineData("\"active\":true", "\"active\":false")]
        [InlineData("slack", "raw")]
        [InlineData("stack_created", "stack_deleted")]
        [InlineData("[\"stacks\"]", "[\"stacks\",\"deployments\"]")]
        [InlineData("\"hasSecret\":true", "\"hasSecret\":false")]
        [InlineData("\"name\":\"chat\"", "\"name\":\"CHAT\"")]
        public async Task Conflicts_with_one_that_differs(string ours, string theirs)
        {
            Server.On(Create, Replies.Broken).On(List, Listed(Bodies.Webhook("chat").Replace(ours, theirs, StringComparison.Ordinal)));

            var failure = await FailureAsync(() => CreateAsync());

            Assert.Equal((CloudFailure.Conflict, false), (failure.Reason, failure.MayHaveHappened));
            Assert.Equal(1, Sent("POST"));
            Assert.Equal(
                "could not create webhook chat of organization acme: a webhook of that name is there, with other settings, so it is not this request's "
                + "(POST /api/orgs/acme/hooks)",
                failure.Message);
            Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>What a team may do is set and taken away, so it can be done twice; the team tells afterwards what is so.</summary>
    public sealed class APermission : SettledTest
    {
        private const string Team = "/api/orgs/acme/teams/core";
        private const string Patch = $"PATCH {Team}";

        public static TheoryData<string, string, string> Writes => new()
        {
            { "add stack", """ "stacks":[{"projectName":"P","stackName":"s","permission":102}] """, """ "stacks":[{"projectName":"p","stackName":"s","permission":101}] """ },
            { "edit stack", """ "stacks":[{"projectName":"p","stackName":"S","permission":102}] """, """ "stacks":[] """ },
            { "remove stack", """ "stacks":[{"projectName":"p","stackName":"t","permission":102}] """, """ "stacks":[{"projectName":"p","stackName":"s","permission":102}] """ },
            { "add environment", Environment("open", "2h0m0s"), Environment("open", "3h0m0s") },
            { "edit environment", Environment("open", "120m"), Environment("read", "2h0m0s") },
            { "remove environment", """ "environments":[] """, Environment("open", "2h0m0s") },
        };

        private static string Environment(string permission, string duration) =>
            $$""" "environments":[{"projectName":"p","envName":"e","permission":"{{permission}}","maxOpenDuration":"{{duration}}"}] """;

        private void Serve(string grants) =>
            Server.On($"GET {Team}", Replies.Json(200, Bodies.Team("core").Replace("\"userRole\"", $"{grants},\"userRole\"", StringComparison.Ordinal)));

        private Task WriteAsync(string write) => write switch
        {
            "add stack" => Cloud.Teams.AddStackAsync("acme", "core", new TeamStack("p", "s", "write"), Cancel),
            "edit stack" => Cloud.Teams.EditStackAsync("acme", "core", new TeamStack("p", "s", "write"), Cancel),
            "remove stack" => Cloud.Teams.RemoveStackAsync("acme", "core", "p", "s", Cancel),
            "add environment" => Cloud.Teams.AddEnvironmentAsync("acme", "core", new TeamEnvironment("p", "e", "open", "2h"), Cancel),
            "edit environment" => Cloud.Teams.EditEnvironmentAsync("acme", "core", new TeamEnvironment("p", "e", "open", "2h"), Cancel),
            _ => Cloud.Teams.RemoveEnvironmentAsync("acme", "core", "p", "e", Cancel),
        };

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_sent_again_after_a_lost_answer(string write, string wanted, string other)
        {
            _ = (wanted, other);
            Server.On(Patch, Replies.Broken, Replies.Done);

            await WriteAsync(write);

            Assert.Equal([Patch, Patch], Server.Endpoints);
        }

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_done_when_the_repetition_is_refused_and_all_is_as_wanted(string write, string wanted, string other)
        {
            _ = other;
            foreach (var status in new[] { 400, 404, 409 })
            {
                Server.On(Patch, Replies.Broken, Replies.Error(status, "no"));
                Serve(wanted);

                await WriteAsync(write);
            }
        }

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_refused_when_it_is_not(string write, string wanted, string other)
        {
            _ = wanted;
            Server.On(Patch, Replies.Broken, Replies.Error(409, "no"));
            Serve(other);

            var failure = await FailureAsync(() => WriteAsync(write));

            Assert.Equal((CloudFailure.Conflict, false), (failure.Reason, failure.MayHaveHappened));
        }
    }

    /// <summary>Writes that can be repeated, when the server refuses the repetition of what it has done already.</summary>
    public sealed class ARepetitionThatIsRefused : SettledTest
    {
        private const string Team = "/api/orgs/acme/teams/core";
        private const string Member = "/api/orgs/acme/members/alice";

        public static TheoryData<string, string, string, string> Writes => new()
        {
            { "add", $"PATCH {Team}", "alice:member", "bob:member" },
            { "remove", $"PATCH {Team}", "bob:member", "alice:member" },
            { "promote", $"PATCH {Team}", "alice:admin", "alice:member" },
            { "demote", $"PATCH {Team}", "alice:member", "alice:admin" },
            { "set role", $"PATCH {Member}", "alice:admin", "alice:member" },
            { "expel", $"DELETE {Member}", "bob:member", "alice:member" },
        };

        private void Serve(string people)
        {
            var (login, role) = (people.Split(':')[0], people.Split(':')[1]);
            Server.On($"GET {Team}", Replies.Json(200, Bodies.Team("core", login)
                .Replace("\"role\":\"member\"", $"\"role\":\"{role}\"", StringComparison.Ordinal)))
                .On("GET /api/orgs/acme/members?type=frontend", Replies.Json(200, Bodies.Members(Bodies.Member(login, role))))
                .On("GET /api/orgs/acme/members?type=backend", Replies.Json(200, Bodies.Members()));
        }

        private Task WriteAsync(string write) => write switch
        {
            "add" => Cloud.Teams.AddMemberAsync("acme", "core", "alice", Cancel),
            "remove" => Cloud.Teams.RemoveMemberAsync("acme", "core", "alice", Cancel),
            "promote" => Cloud.Teams.PromoteMemberAsync("acme", "core", "alice", Cancel),
            "demote" => Cloud.Teams.DemoteMemberAsync("acme", "core", "alice", Cancel),
            "set role" => Cloud.Members.SetRoleAsync("acme", "alice", "admin", Cancel),
            _ => Cloud.Members.RemoveAsync("acme", "alice", Cancel),
        };

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_done_when_all_is_as_wanted(string write, string endpoint, string wanted, string other)
        {
            _ = other;
            foreach (var status in new[] { 400, 403, 409, 404 })
            {
                Server.On(endpoint, Replies.Broken, Replies.Error(status, "no"));
                Serve(wanted);

                await WriteAsync(write);
            }
        }

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_refused_when_it_is_not(string write, string endpoint, string wanted, string other)
        {
            _ = wanted;
            Server.On(endpoint, Replies.Broken, Replies.Error(400, "no"));
            Serve(other);

            var failure = await FailureAsync(() => WriteAsync(write));

            Assert.Equal((CloudFailure.BadRequest, false), (failure.Reason, failure.MayHaveHappened));
        }

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_not_asked_about_when_the_first_answer_is_the_refusal(string write, string endpoint, string wanted, string other)
        {
            _ = other;
            Server.On(endpoint, Replies.Error(400, "no"));
            Serve(wanted);

            Assert.Equal(CloudFailure.BadRequest, (await FailureAsync(() => WriteAsync(write))).Reason);
            Assert.Equal([endpoint], Server.Endpoints);
        }

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_done_too_when_no_answer_was_of_use_and_all_is_as_wanted(string write, string endpoint, string wanted, string other)
        {
            _ = other;
            Server.On(endpoint, Replies.Html(200));
            Serve(wanted);

            await WriteAsync(write);
        }

        [Theory]
        [MemberData(nameof(Writes))]
        public async Task Is_sent_again_when_a_replica_does_not_know_of_it_yet(string write, string endpoint, string wanted, string other)
        {
            _ = (wanted, other);
            Server.On(endpoint, Replies.Error(404, "Not Found"), Replies.Done);

            await WriteAsync(write);

            Assert.Equal([endpoint, endpoint], Server.Endpoints);
        }
    }
}
