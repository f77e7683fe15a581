using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>What is known of a deployment, and so what is kept though an engine deletes it.</summary>
public abstract class DeploymentTests
{
    private const string Type = "office:index:Desk";
    private static readonly PropertyMap Inputs = PropertyMap.Of(("floor", "1"));
    private static readonly Inclusion Ada = new("Seat", "ada");

    private readonly Mock<INeighbours> _neighbours = new();
    private readonly Deployment _deployment;

    protected DeploymentTests() => _deployment = new Deployment(_neighbours.Object);

    private static ResourceContext Desk(string name) => new($"urn:pulumi:dev::office::{Type}::{name}", Type);

    private static ResourceContext Seat(string name) => new($"urn:pulumi:dev::office::office:index:Seat::{name}", "office:index:Seat");

    private IReadOnlyList<(string Id, string Urn)> Declare(ResourceContext resource, string? id, params IReadOnlyList<Inclusion> included) =>
        _deployment.Declare(resource, id, Inputs, included);

    private void See(ResourceContext resource, string id, params IReadOnlyList<Inclusion> included) => _deployment.See(resource, id, included);

    private Deployment.Keeper? KeeperOf(string name, string id = "1") => _deployment.KeeperOf(Desk(name), id);

    public sealed class ADeclaration : DeploymentTests
    {
        [Fact]
        public void Is_known_by_its_urn()
        {
            Declare(Desk("a"), "1");

            Assert.True(_deployment.IsDeclared(Desk("a").Urn));
            Assert.False(_deployment.IsDeclared(Desk("b").Urn));
        }

        [Fact]
        public void Keeps_its_inputs_where_they_tell_no_id()
        {
            Declare(Desk("a"), null);
            Declare(Desk("b"), "1");

            Assert.Equal(Inputs, _deployment.InputsOf(Desk("a").Urn));
            Assert.Null(_deployment.InputsOf(Desk("b").Urn));
            Assert.Null(_deployment.InputsOf(Desk("c").Urn));
        }

        [Fact]
        public void Counts_as_it_was_made_last()
        {
            Declare(Desk("a"), "1", Ada);
            Declare(Desk("a"), "2");

            Assert.Null(KeeperOf("old", "1"));
            Assert.Equal("a", KeeperOf("old", "2")?.Name);
            Assert.Null(_deployment.KeeperOf(Desk("old"), Ada));
        }

        [Fact]
        public void Is_told_to_the_neighbours_with_what_it_includes()
        {
            Declare(Desk("a"), "1", Ada);
            Declare(Desk("b"), null);

            _neighbours.Verify(neighbours => neighbours.Declare(new[] { $"{Type} 1", "office:index:Seat ada" }, Desk("a").Urn));
            _neighbours.Verify(neighbours => neighbours.Declare(Array.Empty<string>(), Desk("b").Urn));
        }

        [Fact]
        public void Tells_what_of_it_another_declares_too()
        {
            Declare(Seat("s"), "ada");
            Assert.Empty(Declare(Desk("a"), "1", new Inclusion("Seat", "bob")));

            Assert.Equal([("ADA", Seat("s").Urn), ("bob", Desk("a").Urn)], Declare(Desk("b"), "2", new Inclusion("Seat", "ADA"), new Inclusion("Seat", "bob")));
            Assert.Empty(Declare(Desk("c"), "3"));
        }

        [Fact]
        public void Of_one_of_many_that_another_includes_is_told_once()
        {
            Declare(Desk("a"), "1", Ada, new Inclusion("Seat", "bob"));

            Assert.Equal([("ada", Desk("a").Urn)], Declare(Seat("s"), "ada"));
            Assert.Empty(Declare(Seat("t"), "bob"));
        }

        [Fact]
        public void Is_elsewhere_where_another_resource_makes_it()
        {
            Declare(Desk("a"), "1", Ada);

            Assert.False(_deployment.IsDeclaredElsewhere(Desk("a"), Ada));
            Assert.True(_deployment.IsDeclaredElsewhere(Desk("b"), Ada));

            Declare(Seat("s"), "ada");
            Assert.True(_deployment.IsDeclaredElsewhere(Desk("a"), Ada));
        }
    }

    public sealed class AnotherDeployment : DeploymentTests
    {
        [Fact]
        public void Knows_nothing_of_the_one_before()
        {
            Declare(Desk("a"), null);
            See(Desk("b"), "1", Ada);
            var part = _deployment.Part(static () => new List<string>());

            _deployment.Begin();

            Assert.False(_deployment.IsDeclared(Desk("a").Urn));
            Assert.False(_deployment.Holds(Type, "1"));
            Assert.False(_deployment.MayTakeOver(Desk("c"), Ada));
            Assert.NotSame(part, _deployment.Part(static () => new List<string>()));
        }

        [Fact]
        public void Has_one_part_of_each_type()
        {
            var part = _deployment.Part(static () => new List<string>());

            Assert.Same(part, _deployment.Part(static () => new List<string>()));
            Assert.IsType<List<int>>(_deployment.Part(static () => new List<int>()));
        }
    }

    public sealed class AnObject : DeploymentTests
    {
        [Fact]
        public void Is_held_where_the_state_has_it_or_it_was_made()
        {
            See(Desk("a"), "Seen");
            _deployment.Make(Desk("b"), "made");
            Declare(Desk("c"), "declared");
            _deployment.Fail(Desk("d"), "failed");

            Assert.Equal(
                [true, true, false, false, false],
                ((string[])["seen", "MADE", "declared", "failed", "other"]).Select(id => _deployment.Holds(Type, id)));
            Assert.False(_deployment.Holds("office:index:Seat", "seen"));
        }

        [Fact]
        public void Is_held_still_where_it_was_kept()
        {
            See(Desk("old"), "1");
            Declare(Desk("new"), "1");
            Assert.NotNull(KeeperOf("old"));

            Assert.True(_deployment.Holds(Type, "1"));
            Assert.True(_deployment.MayTakeOver(Desk("new"), "1"));
        }

        [Fact]
        public void Is_given_up_until_it_is_made_or_wanted_again()
        {
            _deployment.GiveUp(Desk("a"), "1", true);
            Assert.True(_deployment.IsGivenUp(Type, "1"));
            Assert.False(_deployment.IsGivenUp(Type, "2"));

            _deployment.Make(Desk("a"), "1");
            Assert.False(_deployment.IsGivenUp(Type, "1"));

            _deployment.GiveUp(Desk("a"), "1", true);
            _deployment.GiveUp(Desk("a"), "1", false);
            Assert.False(_deployment.IsGivenUp(Type, "1"));
        }
    }

    public sealed class ATakeover : DeploymentTests
    {
        [Fact]
        public void Is_of_what_the_state_had()
        {
            Assert.False(_deployment.MayTakeOver(Desk("new"), "1"));

            See(Desk("old"), "1");
            Declare(Desk("new"), "1");
            Assert.True(_deployment.MayTakeOver(Desk("new"), "1"));
        }

        [Fact]
        public void Is_not_of_what_another_declares_or_made()
        {
            See(Desk("old"), "1");
            See(Desk("old"), "2");
            Declare(Desk("other"), "1");
            _deployment.Make(Desk("other"), "2");

            Assert.False(_deployment.MayTakeOver(Desk("new"), "1"));
            Assert.False(_deployment.MayTakeOver(Desk("new"), "2"));
        }

        [Fact]
        public void Is_of_what_another_included_and_does_so_no_more()
        {
            See(Desk("old"), "1", Ada);
            Assert.True(_deployment.MayTakeOver(Desk("new"), Ada));
            Assert.True(_deployment.MayTakeOver(Seat("new"), "ada"));

            Declare(Desk("old"), "1", Ada);
            Assert.False(_deployment.MayTakeOver(Desk("new"), Ada));
            Assert.True(_deployment.MayTakeOver(Desk("old"), Ada));

            Declare(Desk("old"), "1");
            Assert.True(_deployment.MayTakeOver(Desk("new"), Ada));

            See(Desk("old"), "1");
            Assert.False(_deployment.MayTakeOver(Desk("new"), Ada));
        }
    }

    public sealed class AKeeper : DeploymentTests
    {
        [Fact]
        public void Is_nobody_where_nobody_wants_it()
        {
            See(Desk("a"), "1");

            Assert.Null(KeeperOf("a"));
            Assert.Null(KeeperOf("a", "2"));
        }

        [Fact]
        public void Is_the_resource_itself_where_it_is_declared_or_made_and_not_given_up()
        {
            Declare(Desk("a"), "1");
            _deployment.Make(Desk("b"), "2");
            Assert.Equal(new Deployment.Keeper(Desk("a").Urn, HasFailed: false), KeeperOf("a", "1"));
            Assert.Equal(new Deployment.Keeper(Desk("b").Urn, HasFailed: false), KeeperOf("b", "2"));

            _deployment.GiveUp(Desk("a"), "1", true);
            Assert.Null(KeeperOf("a", "1"));
        }

        [Fact]
        public void Is_another_that_the_state_has_until_the_last_is_deleted()
        {
            See(Desk("a"), "1");
            See(Desk("b"), "1");

            Assert.Equal("b", KeeperOf("a")?.Name);
            Assert.Null(KeeperOf("b"));
        }

        [Fact]
        public void Has_failed_until_it_is_made()
        {
            Declare(Desk("new"), "1");
            Assert.False(KeeperOf("old")?.HasFailed);

            _deployment.Fail(Desk("new"), "1");
            Assert.True(KeeperOf("old")?.HasFailed);

            _deployment.Make(Desk("new"), "1");
            Assert.False(KeeperOf("old")?.HasFailed);
        }

        [Fact]
        public void Has_not_failed_where_it_was_made_before()
        {
            _deployment.Make(Desk("new"), "1");
            _deployment.Fail(Desk("new"), "1");

            Assert.False(KeeperOf("old")?.HasFailed);
        }

        [Fact]
        public void Is_what_includes_it()
        {
            Declare(Desk("a"), "1", Ada);
            Assert.Equal(new Deployment.Keeper(Desk("a").Urn, HasFailed: false), _deployment.KeeperOf(Seat("s"), "ADA"));
            Assert.Equal(new Deployment.Keeper(Desk("a").Urn, HasFailed: false), _deployment.KeeperOf(Desk("a"), Ada));

            _deployment.Fail(Desk("a"), null);
            Assert.True(_deployment.KeeperOf(Seat("s"), "ada")?.HasFailed);

            _deployment.Make(Desk("a"), "1");
            Assert.False(_deployment.KeeperOf(Seat("s"), "ada")?.HasFailed);
        }

        [Fact]
        public void May_be_in_another_process()
        {
            _neighbours.Setup(neighbours => neighbours.FindDeclared($"{Type} 1")).Returns(Desk("theirs").Urn);

            Assert.Equal(new Deployment.Keeper(Desk("theirs").Urn, HasFailed: false), KeeperOf("a"));
            Assert.False(_deployment.Holds(Type, "1"));
        }

        [Fact]
        public void Is_looked_for_here_alone_where_there_are_no_neighbours()
        {
            var alone = new Deployment();
            alone.Declare(Desk("a"), "1", Inputs, []);

            Assert.Equal("a", alone.KeeperOf(Desk("old"), "1")?.Name);
            Assert.Null(alone.KeeperOf(Desk("old"), "2"));
        }
    }
}
