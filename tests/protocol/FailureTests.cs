using Grpc.Core;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>What the user reads when the cloud does not do what was asked, for any resource.</summary>
public static class FailureTests
{
    private static readonly PropertyMap Eve = PropertyMap.Of(("username", "eve"));

    public sealed class TheCloudRefuses(SharedProvider shared) : ResourceTest(shared, "OrgMember")
    {
        [Fact]
        public async Task A_token_that_is_not_valid()
        {
            Spoil("POST", "members/eve", new FaultAction.Answer(401));

            var failure = await FailureOfAsync(() => CreateAsync(Eve));

            Assert.Contains($"add member eve to organization {Organization}: 401 Unauthorized", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("set orgs:accessToken or PULUMI_ACCESS_TOKEN", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Single(Requests);
        }

        [Fact]
        public async Task Too_many_requests_with_a_page_of_a_firewall()
        {
            Spoil("POST", "members/eve", new FaultAction.Answer(429, Html: true, RetryAfter: "1"), times: 6);

            var failure = await FailureOfAsync(() => CreateAsync(Eve));

            Assert.Contains($"add member eve to organization {Organization}: 429 Too Many Requests", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("try again later, or deploy with a lower `--parallel`", failure.Status.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("<html>", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Equal(6, Requests.Count);
            Assert.False(Observed.TryFindMember("eve", out _));
        }

        [Fact]
        public async Task Nothing_once_it_has_been_waited_for()
        {
            Spoil("POST", "members/eve", new FaultAction.Answer(429, Html: true, RetryAfter: "1"));

            await CreateAsync(Eve);

            Assert.Equal(["""POST members/eve {"role":"member"}""", """POST members/eve {"role":"member"}"""], Requests);
        }

        [Fact]
        public async Task A_write_that_may_have_been_done_all_the_same()
        {
            var eve = await CreateAsync(Eve);
            Spoil("PATCH", "members/eve", new FaultAction.Answer(500));
            Spoil("PATCH", "members/eve", new FaultAction.Answer(403));
            Spoil("GET", "members", new FaultAction.Answer(403));

            var failure = await FailureOfAsync(() => UpdateAsync(eve, Eve.With("role", "admin")));

            Assert.Contains("403 Forbidden", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("what became of it could not be found out", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("Run `pulumi refresh` to see whether it was done, then deploy again.", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task An_organization_that_does_not_exist()
        {
            var failure = await FailureOfAsync(() => ImportAsync("no-such-org/ada"));

            Assert.Contains("list the members of organization no-such-org: 404 Not Found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("check the names", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    /// <summary>A provider that calls as ada, who is a plain member.</summary>
    public sealed class ProviderOfAda(SharedProvider shared) : IAsyncLifetime
    {
        public RunningProvider Provider { get; private set; } = null!;

        /// <summary>Another process, for deletions as a destroy asks for them.</summary>
        public RunningProvider Destroyer { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Provider = await StartAsync();
            Destroyer = await StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Destroyer.DisposeAsync();
            await Provider.DisposeAsync();
        }

        private async Task<RunningProvider> StartAsync()
        {
            var provider = await RunningProvider.StartAsync(CancellationToken.None);
            await provider.ConfigureAsync(
                PropertyMap.Of(("accessToken", new SecretValue(shared.Cloud.IssueToken("ada"))), ("apiUrl", shared.Cloud.Url.ToString())),
                CancellationToken.None);
            return provider;
        }
    }

    public sealed class TheCallerIsNoAdmin(SharedProvider shared, ProviderOfAda ada) : ResourceTest(shared, "OrgMember"), IClassFixture<ProviderOfAda>
    {
        protected override ResourceProvider.ResourceProviderClient Calls => ada.Provider.Calls;

        protected override ResourceProvider.ResourceProviderClient Destroyer => ada.Destroyer.Calls;

        [Fact]
        public async Task So_it_reads_and_may_not_write()
        {
            var bob = (await ImportAsync($"{Organization}/bob"))!;

            var failures = new[]
            {
                await FailureOfAsync(() => CreateAsync(Eve)),
                await FailureOfAsync(() => UpdateAsync(bob, Map(("username", "bob"), ("role", "admin")))),
                await FailureOfAsync(() => DeleteAsync(bob)),
            };

            Assert.All(failures, failure =>
            {
                Assert.Contains("403 Forbidden", failure.Status.Detail, StringComparison.Ordinal);
                Assert.Contains("use the token of an admin of the organization", failure.Status.Detail, StringComparison.Ordinal);
            });
        }

        [Fact]
        public async Task So_an_organization_that_it_is_not_in_is_none_to_it()
        {
            var bob = (await ImportAsync($"{Organization}/bob"))!;
            Change(organization => organization.RemoveMember("ada"));

            var failure = await FailureOfAsync(() => DeleteAsync(bob));

            Assert.Contains($"Organization '{Organization}' not found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.True(Observed.TryFindMember("bob", out _));
        }
    }

    public sealed class TheTimeIsOverForAMember(SharedProvider shared) : ResourceTest(shared, "OrgMember")
    {
        [Fact]
        public async Task Which_a_read_says()
        {
            Spoil("GET", "members", new FaultAction.Delay(TimeSpan.FromMinutes(10)), times: 2);

            var ada = new Existing($"{Organization}/ada", Map(("role", "member")), Map(("username", "ada")));
            var failure = await FailureOfAsync(() => ReadAsync(ada, timeout: TimeSpan.FromSeconds(0.2)));

            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
            Assert.Contains("not done within the 0.2 seconds that the resource's customTimeouts allow", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Which_a_create_says()
        {
            Spoil("POST", "members/eve", new FaultAction.Delay(TimeSpan.FromMinutes(10)));

            var failure = await FailureOfAsync(() => CreateAsync(Eve, timeout: TimeSpan.FromSeconds(0.2)));

            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        }
    }

    public sealed class TheTimeIsOverForATeam(SharedProvider shared) : ResourceTest(shared, "Team")
    {
        [Fact]
        public async Task Which_an_update_says_that_did_a_part()
        {
            var team = await CreateAsync(Map(("name", "web")));
            Spoil("GET", "teams/web", new FaultAction.Delay(TimeSpan.FromMinutes(10)));

            var inputs = Map(("name", "web"), ("displayName", "Web"), ("members", List("ada")));
            var failure = await FailureOfAsync(() => UpdateAsync(team, inputs, timeout: TimeSpan.FromSeconds(2)));

            var partial = DetailOf<ErrorResourceInitFailed>(failure);
            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
            Assert.Contains("not done within the 2 seconds", Assert.Single(partial.Reasons), StringComparison.Ordinal);
            Assert.Equal((PropertyValue)"Web", WireCodec.FromStruct(partial.Properties)["displayName"]);
        }
    }

    public sealed class TheTimeIsOverForAToken(SharedProvider shared) : ResourceTest(shared, "OrgAccessToken")
    {
        [Fact]
        public async Task Which_a_create_says_after_it_looked_for_the_token()
        {
            Spoil("POST", "tokens", new FaultAction.Delay(TimeSpan.FromMinutes(10)));

            var failure = await FailureOfAsync(() => CreateAsync(Map(("name", "ci")), timeout: TimeSpan.FromSeconds(0.2)));

            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
            Assert.Contains("not done within the 0.2 seconds", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("one may still appear", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Empty(Observed.Tokens);
        }
    }
}
