using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>What an engine is answered about a resource, whatever resource it is.</summary>
public abstract class ResourceRunnerTests
{
    private const string Id = "1/window";

    private static readonly PropertyMap Inputs = PropertyMap.Of(("floor", "1"), ("name", "window"), ("label", "window"));
    private static readonly PropertyMap State = Inputs.With("serial", "s1").With("key", new SecretValue("k1"));

    private readonly Desk _desk = new();
    private readonly Deployment _deployment = new();
    private readonly Mock<IDeploymentLog> _log = new();
    private readonly IResource _resource;

    protected ResourceRunnerTests() => _resource = _desk.ToRunner();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ListValue List(params IEnumerable<string> items) => new([.. items.Select(static item => (PropertyValue)item)]);

    private ResourceContext Context(string name = "it") =>
        new($"urn:pulumi:dev::office::{Desk.Type}::{name}", Desk.Type) { Deployment = _deployment, Log = _log.Object };

    private CheckResult Check(
        PropertyMap inputs, PropertyMap? oldInputs = null, string name = "it", string? floor = null, ReadOnlyMemory<byte> seed = default) => _resource.Check(
        Context(name),
        inputs,
        oldInputs,
        new ConfigurationDefaults("office", PropertyMap.Of(("floor", floor is null ? null : (PropertyValue)floor))),
        new Autonaming(name, seed, null, AutonamingMode.Propose));

    private Task<DiffResult> DiffAsync(PropertyMap state, PropertyMap inputs, string id = Id) =>
        _resource.DiffAsync(Context(), new DiffQuery(state, PropertyMap.Empty, inputs, []) { Id = id }, Cancel);

    private Task<ResourceState> CreateAsync(PropertyMap inputs, bool preview = false, string name = "it") =>
        _resource.CreateAsync(Context(name), inputs, preview, Cancel);

    private Task<ResourceState?> ReadAsync(PropertyMap last, PropertyMap inputs, string name = "it") =>
        _resource.ReadAsync(Context(name), Id, last, inputs, Cancel);

    private Task<ResourceState?> ImportAsync(string id, string name = "it") => _resource.ReadAsync(Context(name), id, PropertyMap.Empty, null, Cancel);

    private Task<PropertyMap> UpdateAsync(PropertyMap state, PropertyMap inputs, bool preview = false) =>
        _resource.UpdateAsync(Context(), Id, state, inputs, preview, Cancel);

    private Task DeleteAsync(string name = "it") => _resource.DeleteAsync(Context(name), Id, State, Cancel);

    public sealed class TheCheck : ResourceRunnerTests
    {
        [Fact]
        public void Tells_what_is_wrong_between_properties()
        {
            var result = Check(Inputs.With("wood", "red").With("colour", "red"));

            Assert.Equal([new CheckFailure("", "colour and wood are the same")], result.Failures);
        }

        [Fact]
        public void Asks_of_rules_between_properties_only_where_each_is_right()
        {
            Assert.Equal("wood", Assert.Single(Check(Inputs.With("wood", 3)).Failures).Property);
            Assert.Empty(_desk.Calls);
        }

        [Fact]
        public void Blames_the_input_alone_out_of_which_another_was_filled_in() => Assert.Equal(
            ["floor", "name"], Check(PropertyMap.Of(("name", "a/b"))).Failures.Select(static failure => failure.Property).Order());

        [Fact]
        public void Blames_what_was_filled_in_where_nothing_else_is_wrong() =>
            Assert.Equal(["floor"], Check(Inputs.Without("floor"), floor: "a/b").Failures.Select(static failure => failure.Property));

        [Fact]
        public void Tells_what_is_wrong_by_declaration_before_what_kept_a_name_from_being_made()
        {
            var result = _resource.Check(
                Context(), PropertyMap.Empty, null, ConfigurationDefaults.None, new Autonaming("it", default, null, AutonamingMode.Disable));

            Assert.Equal(["floor", "name"], result.Failures.Select(static failure => failure.Property));
        }

        [Fact]
        public void Makes_another_name_for_a_replacement_though_the_seed_is_the_same()
        {
            // While the floor is not known, nobody knows which desk it is.
            var inputs = PropertyMap.Of(("floor", PropertyValue.Unknown));
            var first = Check(inputs, seed: new byte[] { 1, 2, 3 });

            Assert.Equal(first.Inputs["name"], Check(inputs, first.Inputs, seed: new byte[] { 1, 2, 3 }).Inputs["name"]);
            Assert.NotEqual(first.Inputs["name"], Check(inputs, seed: new byte[] { 1, 2, 3 }).Inputs["name"]);
        }

        [Fact]
        public void Warns_of_what_another_resource_declares_too()
        {
            Assert.Empty(Check(Inputs.With("users", List("ada", "bob", "cai", "eve", "fay", "gil", "hal")), name: "one").Warnings);

            Assert.Equal(
                [
                    "the program declares what this resource declares a second time: 'ada' as 'one'. " +
                    "Declare each in one place, or one resource undoes what the other does",
                ],
                Check(Inputs.With("name", "b").With("users", List("ada")), name: "two").Warnings);
        }

        [Fact]
        public async Task Warns_of_nothing_that_is_only_imported()
        {
            Check(Inputs.With("name", "b").With("users", List("ada")), name: "one");

            var imported = (await ImportAsync(Id))!.Inputs.With("users", List("ada"));

            Assert.Empty(Check(imported, imported).Warnings);
            Assert.Single(Check(imported.With("label", "another"), imported).Warnings);
        }

        [Fact]
        public void Names_five_of_many_that_another_resource_declares_too()
        {
            var users = List("ada", "bob", "cai", "eve", "fay", "gil", "hal");
            Check(Inputs.With("users", users), name: "one");

            Assert.Contains(
                "'ada' as 'one', 'bob' as 'one', 'cai' as 'one', 'eve' as 'one', 'fay' as 'one' and 2 more. Declare",
                Assert.Single(Check(Inputs.With("name", "b").With("users", users), name: "two").Warnings),
                StringComparison.Ordinal);
            Assert.Contains(
                "'fay' as 'two'. Declare",
                Assert.Single(Check(Inputs.With("users", List("ada", "bob", "cai", "eve", "fay")), name: "one").Warnings),
                StringComparison.Ordinal);
        }
    }

    public sealed class TheDiff : ResourceRunnerTests
    {
        [Fact]
        public async Task Deletes_first_where_the_new_one_would_have_the_same_id()
        {
            Assert.True((await DiffAsync(State.With("wood", "oak"), Inputs.With("wood", "ash"))).DeleteBeforeReplace);
            Assert.False((await DiffAsync(State.With("floor", "2"), Inputs)).DeleteBeforeReplace);
            Assert.False((await DiffAsync(State.With("label", "door"), Inputs)).DeleteBeforeReplace);
        }

        [Fact]
        public async Task Does_not_delete_first_where_the_server_may_give_another_id() =>
            Assert.False((await DiffAsync(State.With("wood", "oak").Without("name"), Inputs.With("wood", "ash").Without("name"))).DeleteBeforeReplace);

        [Fact]
        public async Task Says_what_the_resource_makes_of_it()
        {
            _desk.WhenRefined = static draft =>
            {
                draft.Changes.Clear();
                draft.Warnings.Add($"{draft.State.Label} and {draft.Inputs.Label}");
            };

            var diff = await DiffAsync(State, Inputs.With("label", "door"));

            Assert.Empty(diff.Changes);
            Assert.Equal(["window and door"], diff.Warnings);
        }

        [Fact]
        public async Task Is_reviewed_where_a_deployment_is_about_to_do_it()
        {
            var changed = Inputs.With("label", "door");
            await DiffAsync(State, changed);
            Assert.Empty(_desk.Calls);

            Check(changed);
            await DiffAsync(State, changed);
            Assert.Equal(["check", "review"], _desk.Calls);

            await DiffAsync(State, Inputs);
            Assert.Equal(["check", "review"], _desk.Calls);
        }

        [Theory]
        [InlineData(false, false, false)]
        [InlineData(false, true, true)]
        [InlineData(true, false, true)]
        public async Task Replaces_for_what_is_not_known_yet_only_where_that_is_sure(bool isDeclared, bool vanishes, bool replaces)
        {
            _desk.Vanishes = vanishes;
            var inputs = Inputs.With("wood", PropertyValue.Unknown);
            if (isDeclared)
            {
                Check(inputs);
            }

            var diff = await DiffAsync(State.With("wood", "oak"), inputs);

            Assert.Equal(new PropertyChange(ChangeKind.Update, replaces, AgainstInputs: false), diff.Changes["wood"]);
        }

        [Fact]
        public async Task Replaces_for_what_is_known_while_something_else_is_not()
        {
            var diff = await DiffAsync(State.With("wood", "oak"), Inputs.With("wood", "ash").With("label", PropertyValue.Unknown));

            Assert.True(diff.Changes["wood"].Replaces);
        }

        [Fact]
        public async Task Tells_the_deployment_what_the_state_has()
        {
            await DiffAsync(State.With("users", List("ada")), Inputs, id: "");
            Assert.False(_deployment.Holds(Desk.Type, Id) || _deployment.Holds(Desk.Type, ""));

            await DiffAsync(State.With("users", List("ada")), Inputs);
            Assert.True(_deployment.Holds(Desk.Type, Id));
            Assert.True(_deployment.MayTakeOver(Context("other"), new Inclusion("Seat", "ada")));
        }

        [Fact]
        public async Task Gives_up_what_another_one_with_its_id_replaces()
        {
            var (state, inputs) = (State.With("wood", "oak"), Inputs.With("wood", "ash"));
            await DiffAsync(state, inputs);
            Assert.False(_deployment.IsGivenUp(Desk.Type, Id));

            Check(inputs);
            await DiffAsync(state, inputs);
            Assert.True(_deployment.IsGivenUp(Desk.Type, Id));

            await DiffAsync(state, state);
            Assert.False(_deployment.IsGivenUp(Desk.Type, Id));
        }
    }

    public sealed class TheCreate : ResourceRunnerTests
    {
        [Fact]
        public async Task Answers_with_the_id_that_the_properties_make_and_marks_secrets()
        {
            var inputs = Inputs.With("users", new SecretValue(List("ada"))).With("pin", new SecretValue("0000"));

            var made = await CreateAsync(inputs);

            Assert.Equal((Id, inputs), (made.Id, made.Inputs));
            Assert.Equal(State.With("users", new SecretValue(List("ada"))).With("pin", new SecretValue("0000")), made.Properties);
            Assert.True(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Refuses_what_is_still_not_known()
        {
            var failure = await Assert.ThrowsAsync<InputException>(
                () => CreateAsync(Inputs.With("wood", PropertyValue.Unknown).With("users", new ListValue(["ada", PropertyValue.Unknown]))));

            Assert.Equal(["users", "wood"], failure.Failures.Select(static fault => fault.Property).Order());
            Assert.All(failure.Failures, static fault => Assert.Equal("is not known, though nothing more is to come", fault.Reason));
            Assert.Empty(_desk.Calls);
        }

        [Fact]
        public async Task That_stops_half_way_tells_what_there_is()
        {
            var cause = new ResourceException("no glue left");
            _desk.WhenCreated = inputs => throw new PartialFailureException<Desk.State>(new Desk.State(inputs) { Serial = "half" }, cause);
            var inputs = Inputs.With("colour", new SecretValue("red"));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(inputs));

            Assert.Equal((Id, inputs, cause), (failure.Id, failure.Inputs, failure.InnerException));
            Assert.Equal(inputs.With("serial", "half"), failure.Properties);
            Assert.True(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Holds_nothing_when_it_fails()
        {
            _desk.WhenCreated = static _ => throw new ResourceException("no wood left");

            Assert.Equal("no wood left", (await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs))).Message);
            Assert.False(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Shows_in_a_preview_what_is_known_and_makes_nothing()
        {
            var inputs = Inputs.With("force", true);

            var foreseen = await CreateAsync(inputs, preview: true);

            Assert.Equal(("", inputs), (foreseen.Id, foreseen.Inputs));
            Assert.Equal(
                Inputs.With("users", PropertyValue.Unknown).With("until", PropertyValue.Unknown).With("serial", PropertyValue.Unknown)
                    .With("key", new SecretValue(PropertyValue.Unknown)).With("note", PropertyValue.Unknown),
                foreseen.Properties);
            Assert.Equal(["preview window"], _desk.Calls);
            Assert.False(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Is_not_foreseen_by_the_resource_while_an_input_is_not_known()
        {
            await CreateAsync(Inputs.With("users", new ListValue(["ada", PropertyValue.Unknown])), preview: true);

            Assert.Empty(_desk.Calls);
        }
    }

    public sealed class TheRead : ResourceRunnerTests
    {
        [Fact]
        public async Task Of_what_is_gone_answers_with_nothing()
        {
            _desk.WhenRead = static _ => null;

            Assert.Null(await ReadAsync(State, Inputs));
            Assert.False(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Keeps_what_means_the_same_as_it_was_recorded()
        {
            var last = State.With("users", List("Ada", "bob")).With("pin", new SecretValue("aa"));
            _desk.WhenRead = static last => new Desk.State(last) { Serial = "s1", Key = "k1", Name = "WINDOW", Users = ["BOB", "ada"], Pin = "AA" };

            var found = await ReadAsync(last, Inputs);

            Assert.Equal((Id, last, Inputs), (found!.Id, found.Properties, found.Inputs));
            Assert.Equal(["read 1 window"], _desk.Calls);
            Assert.True(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Shows_of_what_changed_what_the_program_says()
        {
            var inputs = Inputs.With("pin", new SecretValue("aa")).With("users", new SecretValue(List("ada")));
            _desk.WhenRead = static last => new Desk.State(last) { Serial = "s2", Label = "door", Pin = "bb", Users = ["eve"], Colour = "red", Note = "new" };

            var found = await ReadAsync(State.With("pin", new SecretValue("aa")).With("users", new SecretValue(List("ada"))), inputs);

            Assert.Equal(
                inputs.With("label", "door").With("pin", new SecretValue("bb")).With("users", new SecretValue(List("eve"))), found!.Inputs);
            Assert.Equal(found.Inputs.With("serial", "s2").With("colour", "red").With("note", "new"), found.Properties);
        }

        [Fact]
        public async Task Leaves_an_input_alone_that_the_server_does_not_tell()
        {
            var inputs = Inputs.With("lasts", "1d");

            Assert.Equal(inputs, (await ReadAsync(State, inputs))!.Inputs);
        }

        [Fact]
        public async Task Goes_by_the_id_where_the_state_says_something_else()
        {
            await ReadAsync(State.With("name", "door"), Inputs);

            Assert.Equal(["read 1 window"], _desk.Calls);
        }
    }

    public sealed class TheImport : ResourceRunnerTests
    {
        [Fact]
        public async Task Finds_all_that_a_program_would_say()
        {
            _desk.WhenRead = static last => new Desk.State(last) { Name = "Window", Users = ["ada"], Pin = "aa", Serial = "s1" };

            var found = await ImportAsync(Id);

            Assert.Equal("1/Window", found!.Id);
            Assert.Equal(PropertyMap.Of(("floor", "1"), ("name", "Window"), ("users", List("ada")), ("pin", new SecretValue("aa"))), found.Inputs);
            Assert.Equal(found.Inputs.With("serial", "s1"), found.Properties);
            Assert.Equal(["import 1 window"], _desk.Calls);
            Assert.True(_deployment.Holds(Desk.Type, "1/Window"));
        }

        [Theory]
        [InlineData("window", "'window' is not of the form floor/name")]
        [InlineData("1/", "'1/' is not of the form floor/name")]
        [InlineData("1/window/left", "'1/window/left' is not of the form floor/name")]
        [InlineData("1/my window", "'1/my window': name 'my window' has white space; names have none")]
        public async Task Refuses_what_is_no_id(string id, string reason) => Assert.Equal(
            new CheckFailure("id", reason), Assert.Single((await Assert.ThrowsAsync<InputException>(() => ImportAsync(id))).Failures));
    }

    public sealed class TheUpdate : ResourceRunnerTests
    {
        [Fact]
        public async Task Answers_with_what_there_is_now()
        {
            var inputs = Inputs.With("label", "door").With("colour", new SecretValue("red"));

            Assert.Equal(State.With("label", "door").With("colour", new SecretValue("red")), await UpdateAsync(State, inputs));
            Assert.Equal(["update 1 window"], _desk.Calls);
            Assert.True(_deployment.Holds(Desk.Type, Id));
        }

        [Fact]
        public async Task Refuses_what_is_still_not_known()
        {
            await Assert.ThrowsAsync<InputException>(() => UpdateAsync(State, Inputs.With("label", PropertyValue.Unknown)));

            Assert.Empty(_desk.Calls);
        }

        [Fact]
        public async Task That_stops_half_way_tells_what_there_is()
        {
            var cause = new ResourceException("no glue left");
            _desk.WhenUpdated = (state, _) => throw new PartialFailureException<Desk.State>(state with { Colour = "red" }, cause);
            var inputs = Inputs.With("colour", new SecretValue("blue"));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => UpdateAsync(State, inputs));

            Assert.Equal((Id, inputs, cause), (failure.Id, failure.Inputs, failure.InnerException));
            Assert.Equal(State.With("colour", new SecretValue("red")), failure.Properties);
        }

        [Fact]
        public async Task Shows_in_a_preview_what_stays_and_not_what_the_program_takes_away()
        {
            var state = State.With("users", List("ada")).With("pin", new SecretValue("aa")).With("until", 7);

            var foreseen = await UpdateAsync(state, Inputs.With("label", "door").With("colour", "red"), preview: true);

            Assert.Equal(state.Without("pin").With("label", "door").With("colour", "red"), foreseen);
            Assert.Empty(_desk.Calls);
        }

        [Fact]
        public async Task Does_not_know_in_a_preview_what_always_is_there_and_was_not() =>
            Assert.Equal(
                State.With("serial", PropertyValue.Unknown).With("users", PropertyValue.Unknown).With("until", PropertyValue.Unknown),
                await UpdateAsync(State.Without("serial"), Inputs, preview: true));
    }

    public sealed class TheDelete : ResourceRunnerTests
    {
        [Fact]
        public async Task Removes_what_nobody_else_declares()
        {
            await DeleteAsync();

            Assert.Equal(["delete 1 window"], _desk.Calls);
        }

        [Fact]
        public async Task Leaves_what_the_program_declares_under_another_name()
        {
            Check(Inputs, name: "renamed");

            await DeleteAsync();

            Assert.Equal(["check"], _desk.Calls);
            _log.Verify(log => log.InformAsync(Context().Urn, "'1/window' stays as it is: the program declares it as 'renamed'", Cancel));
        }

        [Fact]
        public async Task Leaves_what_the_state_has_under_another_name()
        {
            await ReadAsync(State, Inputs, name: "other");

            await DeleteAsync();

            Assert.DoesNotContain("delete 1 window", _desk.Calls);
        }

        [Fact]
        public async Task Removes_what_the_program_only_looks_at_besides()
        {
            await ImportAsync(Id, name: "look");

            await DeleteAsync();

            Assert.Contains("delete 1 window", _desk.Calls);
        }

        [Fact]
        public async Task Leaves_what_its_replacement_took_over()
        {
            await CreateAsync(Inputs);

            await DeleteAsync();

            Assert.Equal(["create window"], _desk.Calls);
            _log.Verify(log => log.InformAsync(Context().Urn, "'1/window' stays as it is: what replaces it is the same", Cancel));
        }

        [Fact]
        public async Task Fails_where_what_declares_it_too_could_not_be_deployed()
        {
            Check(Inputs, name: "renamed");
            _desk.WhenCreated = static _ => throw new ResourceException("no wood left");
            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs, name: "renamed"));

            Assert.Equal(
                "'1/window' is not deleted, since the program declares it as 'renamed' too, and that could not be deployed: see its failure. " +
                "Where a declaration was renamed, tell the engine its old name (`Aliases`), and nothing need be done at all.",
                (await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync())).Message);
            Assert.DoesNotContain("delete 1 window", _desk.Calls);
        }

        [Fact]
        public async Task Of_a_sum_finds_out_by_itself_what_is_to_stay()
        {
            _desk.SumsUp = true;
            Check(Inputs, name: "renamed");

            await DeleteAsync();

            Assert.Equal(["check", "delete 1 window"], _desk.Calls);
        }
    }

    public sealed class TheList : ResourceRunnerTests
    {
        [Fact]
        public void Is_narrowed_by_all_of_the_id_but_its_last_part() => Assert.Equal(["floor"], _resource.ListInputs.Select(static input => input.Name));

        [Fact]
        public void Is_narrowed_by_an_id_of_one_part() =>
            Assert.Equal(["name"], new Walk.VisibleTeam().ToRunner().ListInputs.Select(static input => input.Name));

        [Fact]
        public async Task Is_cut_into_pages()
        {
            var page = await ListAsync(PropertyMap.Of(("floor", "1")), new PageRequest(0, 1, ""));

            Assert.Equal([new ListedResource("1/a", "a")], page!.Resources);
            Assert.NotNull(page.ContinuationToken);
            Assert.Equal(["list 1"], _desk.Calls);
        }

        [Fact]
        public async Task Asks_nothing_while_the_query_is_not_known()
        {
            Assert.Null(await ListAsync(PropertyMap.Of(("floor", PropertyValue.Unknown)), new PageRequest(0, 0, "")));
            Assert.Empty(_desk.Calls);
        }

        [Fact]
        public async Task Refuses_a_query_that_is_wrong()
        {
            var failure = await Assert.ThrowsAsync<InputException>(() => ListAsync(PropertyMap.Of(("floor", "a/b")), new PageRequest(0, 0, "")));

            Assert.Equal([new CheckFailure("floor", "'a/b' has a slash; names have none")], failure.Failures);
            Assert.Empty(_desk.Calls);
        }

        private Task<ListPage?> ListAsync(PropertyMap query, PageRequest page) => _resource.ListAsync(query, page, ConfigurationDefaults.None, Cancel);
    }
}
