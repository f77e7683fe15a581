using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PulumiOrgs.Local.Cloud.Http;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public class MembersTests
{
    public class Listing
    {
        [Fact]
        public async Task Shows_who_is_on_each_roster()
        {
            await using var cloud = await RunningCloud.StartAsync(new()
            {
                Members =
                [
                    new Member { Login = "both" },
                    new Member { Login = "here-only", InBackend = false },
                    new Member
                    {
                        Login = "there-only",
                        InFrontend = false,
                        KnownToPulumi = false,
                        Role = OrganizationRole.PotentialMember,
                    },
                ],
            });

            Assert.Equal(["admin", "both", "here-only"], (await cloud.Get("members?type=frontend")).All("members", "user.githubLogin"));
            Assert.Equal(["admin", "both", "there-only"], (await cloud.Get("members?type=backend")).All("members", "user.githubLogin"));
        }

        [Fact]
        public async Task Is_that_of_the_backend_when_no_roster_is_named()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Members = [new Member { Login = "bob", InBackend = false }] });

            Assert.Equal(["admin"], (await cloud.Get("members")).All("members", "user.githubLogin"));
        }

        [Fact]
        public async Task Shows_who_never_joined_as_that()
        {
            await using var cloud = await RunningCloud.StartAsync(new()
            {
                Members = [new Member { Login = "bob", InFrontend = false, KnownToPulumi = false, Role = OrganizationRole.PotentialMember }],
            });

            var bob = (await cloud.Get("members")).Body["members"]![1]!;

            Assert.Equal(("potential-member", false), ((string?)bob["role"], (bool?)bob["knownToPulumi"]));
            Assert.Null(bob["user"]!["email"]);
        }

        [Theory]
        [InlineData("frontend")]
        [InlineData("backend")]
        public async Task Comes_in_pages(string roster)
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Members = People(6), PageSize = 3 });
            var pages = 0;

            var found = await cloud.GetAll($"members?type={roster}", "members", "user.githubLogin", _ => pages++);

            Assert.Equal(["admin", .. People(6).Select(person => person.Login)], found);
            Assert.Equal(3, pages);
        }

        [Fact]
        public async Task Has_no_empty_page_at_its_end()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Members = People(3), PageSize = 4 });

            Assert.Null((await cloud.Get("members")).ContinuationToken);
        }

        [Fact]
        public async Task Neither_skips_nor_repeats_anyone_while_people_come_and_go()
        {
            var everyone = People(40);
            await Gen.Select(Gen.Int[1, 9], Gen.Int[0, 39].Array[30], Gen.Bool).SampleAsync(
                async (pageSize, leavers, frontend) =>
                {
                    await using var cloud = await RunningCloud.StartAsync(new() { Members = everyone, PageSize = pageSize });
                    var gone = new HashSet<string?>();

                    var found = await cloud.GetAll($"members?type={(frontend ? "frontend" : "backend")}", "members", "user.githubLogin", page =>
                    {
                        var leaver = everyone[leavers[page % leavers.Length]].Login;
                        if (gone.Add(leaver))
                        {
                            cloud.Cloud.State.Change("acme", acme => acme.RemoveMember(leaver));
                        }

                        cloud.Cloud.State.Change("acme", acme => acme.WithMember(new Member { Login = $"newcomer-{page}" }));
                    });

                    Assert.Equal(found.Distinct(), found);
                    Assert.Empty(everyone.Select(person => person.Login).Except(gone).Except(found));
                },
                iter: 20,
                threads: 1);
        }

        [Fact]
        public async Task Is_complete_on_both_rosters_under_concurrent_removals()
        {
            var everyone = People(200);
            await using var cloud = await RunningCloud.StartAsync(new() { Members = everyone, PageSize = 7 });
            var leavers = everyone.Where((_, index) => index % 3 == 0).Select(person => person.Login).ToList();

            var removals = leavers.Select(login => cloud.Delete($"members/{login}"));
            var frontend = cloud.GetAll("members?type=frontend", "members", "user.githubLogin");
            var backend = cloud.GetAll("members?type=backend", "members", "user.githubLogin");
            var removed = await Task.WhenAll(removals);

            Assert.All(removed, answer => Assert.Equal(HttpStatusCode.NoContent, answer.Status));
            foreach (var found in new[] { await frontend, await backend })
            {
                Assert.Equal(found.Distinct(), found);
                Assert.Empty(everyone.Select(person => person.Login).Except(leavers).Except(found));
            }

            Assert.Equal(1 + everyone.Count - leavers.Count, cloud.Cloud.State.Organization("acme").Members.Count);
        }

        [Theory]
        [InlineData("type=sideways", "Bad Request: Invalid query parameter 'type': expected frontend or backend.")]
        [InlineData("continuationToken=nonsense", "Bad Request: Invalid continuationToken.")]
        [InlineData("continuationToken=!!", "Bad Request: Invalid continuationToken.")]
        public async Task Refuses_what_it_does_not_understand(string query, string message)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Get($"members?{query}")).MustRefuse(HttpStatusCode.BadRequest, message);
        }

        [Fact]
        public async Task Does_not_go_on_with_the_token_of_the_other_roster()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Members = People(3), PageSize = 1 });
            var token = (await cloud.Get("members?type=frontend")).ContinuationToken;

            (await cloud.Get($"members?type=backend&continuationToken={token}"))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Invalid continuationToken.");
        }

        private static IReadOnlyList<Member> People(int count) =>
            [.. Enumerable.Range(100, count).Select(number => new Member { Login = $"person-{number}" })];
    }

    public class Adding
    {
        [Fact]
        public async Task Answers_the_whole_record()
        {
            var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = new FakeTimeProvider(now) });

            var answer = await cloud.Post("members/ada-lovelace", new { role = "admin" });

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            var expected = RequestBody.Parse(
                """
                {
                  "role": "admin",
                  "user": {
                    "name": "Ada Lovelace",
                    "githubLogin": "ada-lovelace",
                    "avatarUrl": "https://avatars.example.com/ada-lovelace.png",
                    "email": "ada-lovelace@example.com"
                  },
                  "created": "2026-03-04T05:06:07.000Z",
                  "knownToPulumi": true,
                  "virtualAdmin": false,
                  "links": { "self": "https://app.pulumi.com/acme/settings/people/ada-lovelace" },
                  "fgaRole": {
                    "id": "5f0a3f6e-0000-4000-8000-000000000002",
                    "name": "Admin",
                    "modifiedAt": "1970-01-01T00:00:00.000Z"
                  }
                }
                """);
            Assert.Equal(expected?.ToString(), answer.Body.ToString());
        }

        [Fact]
        public async Task Puts_the_person_on_both_rosters()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("members/bob", new { role = "member" });

            Assert.Contains("bob", (await cloud.Get("members?type=frontend")).All("members", "user.githubLogin"));
            Assert.Contains("bob", (await cloud.Get("members?type=backend")).All("members", "user.githubLogin"));
        }

        [Fact]
        public async Task Leaves_the_roster_of_GitHub_alone()
        {
            await using var cloud = await RunningCloud.StartAsync(new()
            {
                GitHubBacked = true,
                Members = [new Member { Login = "on-github", InFrontend = false, Role = OrganizationRole.PotentialMember }],
            });
            await cloud.Post("members/on-github", new { role = "member" });
            await cloud.Post("members/elsewhere", new { role = "admin" });

            var members = cloud.Cloud.State.Organization("acme").Members;

            Assert.Equal((true, true), (members["on-github"].InFrontend, members["on-github"].InBackend));
            Assert.Equal((true, false), (members["elsewhere"].InFrontend, members["elsewhere"].InBackend));
            Assert.True(members["elsewhere"].VirtualAdmin);
        }

        [Theory]
        [InlineData("""{"role":"owner"}""")]
        [InlineData("""{"role":"potential-member"}""")]
        [InlineData("""{"role":"Member"}""")]
        [InlineData("{}")]
        [InlineData("")]
        public async Task Refuses_an_unknown_role(string body)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Post("members/bob", body)).MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Invalid organization role.");
        }

        [Theory]
        [InlineData("member", "member")]
        [InlineData("admin", "admin")]
        [InlineData("billing-manager", "billing-manager")]
        [InlineData("billingManager", "billing-manager")]
        public async Task Takes_each_role(string given, string answered)
        {
            await using var cloud = await RunningCloud.StartAsync();

            Assert.Equal(answered, (string?)(await cloud.Post("members/bob", new { role = given })).Body["role"]);
        }

        [Theory]
        [InlineData("nobody")]
        [InlineData("NoBody")]
        [InlineData("not%20a%20login")]
        public async Task Does_not_find_someone_without_an_account(string login)
        {
            await using var cloud = await RunningCloud.StartAsync(new() { UnknownUsers = ["nobody"] });

            (await cloud.Post($"members/{login}", new { role = "member" }))
                .MustRefuse(HttpStatusCode.NotFound, $"Not Found: User '{Uri.UnescapeDataString(login)}' not found");
        }

        [Fact]
        public async Task Finds_no_user_who_is_said_to_be_unknown()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { UnknownUsers = ["Carol"] });

            Assert.Equal(HttpStatusCode.NotFound, (await cloud.Post("members/carol", new { role = "member" })).Status);
            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("members/bob", new { role = "member" })).Status);
        }

        [Fact]
        public async Task Shows_the_details_that_were_given_for_a_person()
        {
            var given = PulumiUser.Derive("bob") with { Name = "Robert", Email = "r@acme.test" };
            await using var cloud = await RunningCloud.StartAsync(new() { Users = [given] });

            var user = (await cloud.Post("members/BOB", new { role = "member" })).Body["user"]!;

            Assert.Equal(("Robert", "r@acme.test", "bob"), ((string?)user["name"], (string?)user["email"], (string?)user["githubLogin"]));
        }

        [Theory]
        [InlineData("bob")]
        [InlineData("BOB")]
        public async Task Refuses_who_is_already_a_member(string again)
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("members/bob", new { role = "member" });

            (await cloud.Post($"members/{again}", new { role = "admin" }))
                .MustRefuse(HttpStatusCode.Conflict, "Conflict: User is already an organization member.");
        }

        [Fact]
        public async Task Adds_once_when_many_try_at_the_same_time()
        {
            await using var cloud = await RunningCloud.StartAsync();

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cloud.Post("members/bob", new { role = "member" })));

            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        }
    }

    public class ChangingARole
    {
        [Fact]
        public async Task Answers_nothing_and_shows_in_the_listing()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("members/bob", new { role = "member" });

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Patch("members/BOB", new { role = "admin" })).Status);
            Assert.Equal(["admin", "admin"], (await cloud.Get("members")).All("members", "role"));
        }

        [Fact]
        public async Task Takes_the_id_of_a_built_in_role_over_its_name()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var added = await cloud.Post("members/bob", new { role = "billing-manager" });
            await cloud.Patch("members/bob", new { role = "member" });

            await cloud.Patch("members/bob", new { role = "admin", fgaRoleId = (string?)added.Body.SelectToken("fgaRole.id") });

            Assert.Equal(OrganizationRole.BillingManager, cloud.Cloud.State.Organization("acme").Members["bob"].Role);
        }

        [Fact]
        public async Task Refuses_a_role_that_does_not_exist()
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Patch("members/admin", new { role = "king" }))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Invalid organization role.");
            (await cloud.Patch("members/admin", new { fgaRoleId = "king" }))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Invalid parameter 'roleID'.");
        }

        [Fact]
        public async Task Does_not_find_who_is_no_member()
        {
            await using var cloud = await RunningCloud.StartAsync(new()
            {
                Members = [new Member { Login = "potential", InFrontend = false, Role = OrganizationRole.PotentialMember }],
            });

            (await cloud.Patch("members/bob", new { role = "admin" }))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: User 'bob' not found");
            (await cloud.Patch("members/potential", new { role = "admin" }))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: User 'potential' not found");
        }

        [Fact]
        public async Task Keeps_the_last_admin()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("members/bob", new { role = "member" });

            (await cloud.Patch("members/admin", new { role = "member" }))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: The organization must keep at least one admin.");
        }
    }

    public class Removing
    {
        [Fact]
        public async Task Takes_the_person_off_both_rosters_and_out_of_every_team()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("members/bob", new { role = "member" });
            foreach (var team in new[] { "web", "data" })
            {
                await cloud.Post("teams/pulumi", new { name = team });
                await cloud.Patch($"teams/{team}", new { memberAction = "add", member = "bob" });
            }

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete("members/BOB")).Status);

            Assert.Equal(["admin"], (await cloud.Get("members?type=frontend")).All("members", "user.githubLogin"));
            Assert.Equal(["admin"], (await cloud.Get("members?type=backend")).All("members", "user.githubLogin"));
            Assert.Equal(["admin"], (await cloud.Get("teams/web")).All("members", "githubLogin"));
            Assert.Equal(["admin"], (await cloud.Get("teams/data")).All("members", "githubLogin"));
        }

        [Fact]
        public async Task Leaves_the_roster_of_GitHub_alone()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { GitHubBacked = true, Members = [new Member { Login = "bob" }] });

            await cloud.Delete("members/bob");

            Assert.Equal(["admin"], (await cloud.Get("members?type=frontend")).All("members", "user.githubLogin"));
            Assert.Equal(["admin", "potential-member"], (await cloud.Get("members?type=backend")).All("members", "role"));
        }

        [Theory]
        [InlineData("admin")]
        [InlineData("ADMIN")]
        public async Task Refuses_oneself(string login)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Delete($"members/{login}"))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: You cannot remove yourself from the organization.");
        }

        [Fact]
        public async Task Does_not_find_who_is_no_member()
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Delete("members/bob")).MustRefuse(HttpStatusCode.NotFound, "Not Found: User 'bob' not found");
        }

        [Fact]
        public async Task Keeps_the_last_admin()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var ci = (string?)(await cloud.Post("tokens", new { name = "ci", admin = true })).Body["tokenValue"];
            await using var machine = cloud.As(ci);

            (await machine.Delete("members/admin"))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: The organization must keep at least one admin.");
        }
    }
}
