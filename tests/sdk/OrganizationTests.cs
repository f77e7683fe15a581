using System.Collections.Concurrent;
using Moq;
using Pulumi;
using Pulumi.Orgs;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace PulumiOrgs.Sdk.Tests;

public sealed class OrganizationTests
{
    private static readonly RosterTeam Web = new() { Name = "web", DisplayName = "Web", Description = "The site", Admins = ["ada"], Members = ["Bob"] };

    private readonly ConcurrentBag<MockResourceArgs> _declared = [];
    private readonly Mock<IMocks> _mocks = new();

    public OrganizationTests() => _mocks
        .Setup(mocks => mocks.NewResourceAsync(It.IsAny<MockResourceArgs>()))
        .Callback<MockResourceArgs>(_declared.Add)
        .Returns<MockResourceArgs>(args => Task.FromResult<(string?, object)>(($"{args.Name}-id", args.Inputs)));

    [Fact]
    public async Task Every_person_team_and_membership_is_a_resource_under_the_component()
    {
        await TestAsync(() => new Organization("all", new() { Name = "acme", Admins = ["ada"], Members = ["Bob"], Teams = [Web], Adopt = true }));

        Assert.Equal(
            [
                "orgs:index:OrgMember all/ada adopt=True organization=acme role=admin username=ada",
                "orgs:index:OrgMember all/bob adopt=True organization=acme role=member username=Bob",
                "orgs:index:Organization all",
                "orgs:index:Team all/web description=The site displayName=Web name=web organization=acme teamType=pulumi",
                "orgs:index:TeamMembership all/web/ada organization=acme role=admin team=web username=ada",
                "orgs:index:TeamMembership all/web/bob organization=acme role=member team=web username=Bob",
            ],
            Declared());
    }

    [Fact]
    public async Task What_a_team_may_do_is_a_resource_each()
    {
        var team = new RosterTeam
        {
            Name = "web",
            Stacks =
            [
                new() { Project = "Website", Stack = "Prod", Permission = "admin" },
                new() { Project = "website", Stack = "dev", Permission = "write" },
                new() { Project = "data", Stack = "dev", Permission = "read" },
            ],
            Environments =
            [
                new() { Environment = "keys", Permission = "open", MaxOpenDuration = "2h" },
                new() { Project = "aws", Environment = "a", Permission = "read" },
                new() { Project = "aws", Environment = "b", Permission = "write" },
                new() { Project = "aws", Environment = "c", Permission = "admin" },
            ],
        };

        await TestAsync(() => new Organization("all", new() { Name = "acme", Admins = ["ada"], Teams = [team] }));

        Assert.Equal(
            [
                "orgs:index:TeamEnvironmentPermission all/web/aws/a environment=a organization=acme permission=read project=aws team=web",
                "orgs:index:TeamEnvironmentPermission all/web/aws/b environment=b organization=acme permission=write project=aws team=web",
                "orgs:index:TeamEnvironmentPermission all/web/aws/c environment=c organization=acme permission=admin project=aws team=web",
                "orgs:index:TeamEnvironmentPermission all/web/default/keys environment=keys maxOpenDuration=2h organization=acme " +
                "permission=open project=default team=web",
                "orgs:index:TeamStackPermission all/web/data/dev organization=acme permission=read project=data stack=dev team=web",
                "orgs:index:TeamStackPermission all/web/website/dev organization=acme permission=write project=website stack=dev team=web",
                "orgs:index:TeamStackPermission all/web/website/prod organization=acme permission=admin project=Website stack=Prod team=web",
            ],
            Declared().Where(static declared => declared.Contains("Permission ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task In_bulk_all_people_are_one_resource_and_those_of_a_team_are_the_teams()
    {
        var organization = await TestAsync(() => new Organization(
            "all", new() { Name = "acme", Admins = ["ada"], Members = ["Bob"], BillingManagers = ["cleo"], Teams = [Web], Adopt = true, Bulk = true }));

        Assert.Equal(["orgs:index:OrgMembers all/people", "orgs:index:Organization all", "orgs:index:Team all/web"],
            _declared.Select(args => $"{args.Type} {args.Name}").Order(StringComparer.Ordinal));
        Assert.Equal((3, 0), (organization.MemberCount, organization.Members.Count));
        Assert.Equal(["cleo"], await OutputUtilities.GetValueAsync(organization.People!.BillingManagers));
        Assert.Equal(["Bob"], await OutputUtilities.GetValueAsync(organization.Teams["web"].Members));
        Assert.Equal(["ada"], await OutputUtilities.GetValueAsync(organization.Teams["web"].Admins));
    }

    [Fact]
    public async Task People_and_teams_are_at_hand_by_login_and_name()
    {
        var organization = await TestAsync(() => new Organization("all", new() { Name = "acme", Admins = ["ada"], Members = ["Bob"], Teams = [Web] }));

        Assert.Equal(("acme", 2), (organization.Name, organization.MemberCount));
        Assert.Equal(["ada", "Bob"], organization.Members.Keys);
        Assert.Equal("Bob", await OutputUtilities.GetValueAsync(organization.Members["BOB"].Username));
        Assert.Equal("Web", await OutputUtilities.GetValueAsync(organization.Teams["web"].DisplayName));
    }

    [Fact]
    public async Task A_team_that_says_nothing_more_has_its_name_on_show()
    {
        var organization = await TestAsync(() => new Organization("all", new() { Name = "acme", Admins = ["ada"], Teams = [new() { Name = "web" }] }));

        Assert.Equal("web", await OutputUtilities.GetValueAsync(organization.Teams["web"].DisplayName));
    }

    [Fact]
    public async Task Two_organizations_in_one_program_share_no_name()
    {
        await TestAsync(() =>
        {
            _ = new Organization("one", new() { Name = "one", Admins = ["ada"], Members = ["bob"], Teams = [Web] });
            return new Organization("two", new() { Name = "two", Admins = ["ada"], Members = ["bob"], Teams = [Web] });
        });

        Assert.Equal(_declared.Count, _declared.Select(args => (args.Type, args.Name)).Distinct().Count());
    }

    [Fact]
    public async Task Who_moves_between_teams_changes_nothing_but_that_persons_memberships()
    {
        RosterTeam data = new() { Name = "data", Members = ["ada"] };
        var roster = new Roster { Admins = ["ada"], Members = ["Bob"], Teams = [Web, data] };
        await TestAsync(() => new Organization("all", new() { Name = "acme", Roster = roster }));
        var before = Declared();
        _declared.Clear();

        var moved = roster with { Teams = [Web with { Members = [] }, data with { Members = ["ada", "Bob"] }] };
        await TestAsync(() => new Organization("all", new() { Name = "acme", Roster = moved }));

        Assert.Equal(["orgs:index:TeamMembership all/web/bob organization=acme role=member team=web username=Bob"], before.Except(Declared()));
        Assert.Equal(["orgs:index:TeamMembership all/data/bob organization=acme role=member team=data username=Bob"], Declared().Except(before));
    }

    [Fact]
    public async Task A_roster_file_is_read()
    {
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".yaml");
        await File.WriteAllTextAsync(file, "admins: [ada]\nmembers: [bob]", TestContext.Current.CancellationToken);

        var organization = await TestAsync(() => new Organization("all", new() { Name = "acme", RosterFile = file }));

        Assert.Equal(["ada", "bob"], organization.Members.Keys);
        File.Delete(file);
    }

    [Fact]
    public async Task A_roster_that_contradicts_itself_is_refused_with_all_that_is_wrong_before_anything_is_declared()
    {
        var exception = await Assert.ThrowsAsync<RunException>(() => TestAsync(() =>
            new Organization("all", new() { Name = "acme", Members = ["bob", "Bob"], Teams = [new() { Name = "web", Members = ["cleo"] }] })));

        Assert.Equal(
            """
            The roster cannot be used:
              admins: nobody is an admin; name one at least
              members[1]: 'Bob' is in the organization twice: here and at members[0] as 'bob'
              teams[0].members[0]: 'cleo' is in team 'web', but not in the organization; add it to its members, or take it out of the team
            """,
            exception.Message);
        Assert.Empty(_declared);
    }

    [Fact]
    public async Task People_from_several_places_are_refused()
    {
        var exception = await Assert.ThrowsAsync<RunException>(() => TestAsync(() =>
            new Organization("all", new() { Name = "acme", Admins = ["ada"], RosterFile = "roster.yaml" })));

        Assert.Contains("give Admins, Members, BillingManagers and Teams, or Roster, or RosterFile", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_declared);
    }

    private async Task<Organization> TestAsync(Func<Organization> declare)
    {
        Organization organization = null!;
        await Deployment.TestAsync(_mocks.Object, new TestOptions { IsPreview = false }, () => { organization = declare(); });
        return organization;
    }

    private List<string> Declared() =>
    [
        .. _declared
            .Select(args => string.Join(' ', [args.Type, args.Name, .. args.Inputs.OrderBy(input => input.Key).Select(input => $"{input.Key}={input.Value}")]))
            .Order(StringComparer.Ordinal),
    ];
}
