using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Framework.Tests.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;
using static Pulumirpc.CheckRequest.Types.AutonamingOptions.Types;
using static Pulumirpc.DiffResponse.Types;
using static Pulumirpc.PropertyDiff.Types;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What an engine gets about a resource.</summary>
public static class ProviderServiceResourceTests
{
    public sealed class TheCheckMethod : ServiceTest
    {
        [Fact]
        public async Task Answers_with_the_inputs_as_they_are_filled_in()
        {
            await Service.Configure(new ConfigureRequest { Args = Wire(PropertyMap.Of(("floor", "1"))) }, Call);

            var answer = await CheckAsync(PropertyMap.Of(("name", "window"), ("pin", "0000")));

            Assert.Empty(answer.Failures);
            Assert.Equal(Inputs.With("pin", new SecretValue("0000")), WireCodec.FromStruct(answer.Inputs).Without("force"));
        }

        [Fact]
        public async Task Says_of_each_property_what_is_wrong_with_it()
        {
            var answer = await CheckAsync(Inputs.With("users", new PulumiOrgs.Protocol.ListValue(["ada", 1])).With("wood", true));

            Assert.Equal(
                [("users[1]", "is a number; give a string"), ("wood", "is a boolean; give a string")],
                answer.Failures.Select(static failure => (failure.Property, failure.Reason)).Order());
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Says_it_of_the_property_when_no_engine_would_have_written_it_so(bool isOld)
        {
            var (given, illFormed) = (Wire(Inputs), new Struct { Fields = { ["wood"] = IllFormed() } });

            var answer = await Service.Check(
                new CheckRequest { Urn = Urn(), News = isOld ? given : illFormed, Olds = isOld ? illFormed : given }, Call);

            var failure = Assert.Single(answer.Failures);
            Assert.Equal(("wood", "is a secret that lacks its field 'value'", new Struct()), (failure.Property, failure.Reason, answer.Inputs));
        }

        [Theory]
        [InlineData(Mode.Propose, "door", "door")]
        [InlineData(Mode.Propose, "longer than any desk's name", "it-908b5f0e")]
        [InlineData(Mode.Enforce, "door", "door")]
        public async Task Names_what_the_program_gives_no_name(Mode mode, string proposed, string name)
        {
            var answer = await NameAsync(new() { ProposedName = proposed, Mode = mode });

            Assert.Empty(answer.Failures);
            Assert.Equal(name, answer.Inputs.Fields["name"].StringValue);
        }

        [Theory]
        [InlineData(Mode.Enforce, "automatic naming enforces 'longer than any desk's name', which has more than 20 characters; give a name")]
        [InlineData(Mode.Disable, "is missing, and automatic naming is disabled for this stack; give a name")]
        public async Task Says_why_it_may_make_no_name(Mode mode, string reason)
        {
            var answer = await NameAsync(new() { ProposedName = "longer than any desk's name", Mode = mode });

            var failure = Assert.Single(answer.Failures);
            Assert.Equal(("name", reason), (failure.Property, failure.Reason));
        }

        [Fact]
        public async Task Makes_a_name_out_of_the_programs_and_the_seed_where_the_engine_proposes_none() =>
            Assert.Equal("it-908b5f0e", (await NameAsync(null)).Inputs.Fields["name"].StringValue);

        [Fact]
        public async Task Keeps_the_name_that_it_made_the_last_time() => Assert.Equal(
            "window", (await NameAsync(new() { ProposedName = "door" }, olds: Wire(Inputs))).Inputs.Fields["name"].StringValue);

        // Engines send no old inputs for a replacement: as a message that is empty, Pulumi's, which others leave out.
        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task Gives_no_replacement_the_name_of_what_it_replaces(bool sendsEmptyOlds)
        {
            var enforced = new CheckRequest.Types.AutonamingOptions { ProposedName = "door", Mode = Mode.Enforce };
            // While the floor is not known, nobody knows which desk it is.
            var first = await NameAsync(enforced, sendsEmptyOlds ? new Struct() : null, PropertyValue.Unknown);

            var again = await NameAsync(enforced, first.Inputs, PropertyValue.Unknown);
            var replacement = await NameAsync(enforced, sendsEmptyOlds ? new Struct() : null, PropertyValue.Unknown);

            Assert.Equal("door", again.Inputs.Fields["name"].StringValue);
            var failure = Assert.Single(replacement.Failures);
            Assert.StartsWith("automatic naming enforces 'door' again, a name that can be used only once", failure.Reason, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Warns_in_the_log_of_the_engine()
        {
            await using var engine = await AttachAsync();
            await CheckAsync(Inputs.With("users", List("ada")), "one");

            await CheckAsync(Inputs.With("name", "b").With("users", List("ada")), "two");

            var line = await engine.NextAsync();
            Assert.Equal((LogSeverity.Warning, Urn("two")), (line.Severity, line.Urn));
            Assert.StartsWith("the program declares what this resource declares a second time: 'ada' as 'one'", line.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("office:index:Floor$office:index:Desk")]
        [InlineData("a:b:C$office:index:Floor$office:index:Desk")]
        public async Task Finds_the_type_after_those_of_the_parents(string types)
        {
            var answer = await Service.Check(new CheckRequest { Urn = Urn(type: types), News = Wire(Inputs) }, Call);

            Assert.Equal(("window", 0), (answer.Inputs.Fields["name"].StringValue, answer.Failures.Count));
        }

        private Task<CheckResponse> NameAsync(
            CheckRequest.Types.AutonamingOptions? autonaming, Struct? olds = null, PropertyValue? floor = null) => Service.Check(
            new CheckRequest
            {
                Urn = Urn(),
                News = Wire(PropertyMap.Of(("floor", floor ?? "1"))),
                Olds = olds,
                RandomSeed = ByteString.CopyFromUtf8("seed"),
                Autonaming = autonaming,
            },
            Call);
    }

    public sealed class TheDiffMethod : ServiceTest
    {
        [Fact]
        public async Task Finds_none_where_all_is_the_same() =>
            Assert.Equal(new DiffResponse { Changes = DiffChanges.DiffNone, HasDetailedDiff = true }, await DiffAsync(State, Inputs));

        [Theory]
        [InlineData("label", null, "b", Kind.Add)]
        [InlineData("label", "a", null, Kind.Delete)]
        [InlineData("label", "a", "b", Kind.Update)]
        [InlineData("wood", null, "b", Kind.AddReplace)]
        [InlineData("wood", "a", null, Kind.DeleteReplace)]
        [InlineData("wood", "a", "b", Kind.UpdateReplace)]
        public async Task Says_of_each_property_what_becomes_of_it(string property, string? old, string? wanted, Kind kind)
        {
            var diff = await DiffAsync(With(State, property, old), With(Inputs, property, wanted));

            var replaces = kind is Kind.AddReplace or Kind.DeleteReplace or Kind.UpdateReplace;
            var (path, detail) = Assert.Single(diff.DetailedDiff);
            Assert.Equal((DiffChanges.DiffSome, replaces, true), (diff.Changes, diff.DeleteBeforeReplace, diff.HasDetailedDiff));
            Assert.Equal([property], diff.Diffs);
            Assert.Equal(replaces ? [property] : [], diff.Replaces);
            Assert.Equal((property, kind), (path, detail.Kind));

            static PropertyMap With(PropertyMap properties, string name, string? value) =>
                value is null ? properties.Without(name) : properties.With(name, value);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task Says_whether_it_compared_with_what_was_observed_or_with_the_last_inputs(bool isObserved)
        {
            var old = isObserved ? State : State.Without("label");

            var diff = await DiffAsync(old, Inputs.With("label", "door"), oldInputs: Inputs);

            Assert.Equal(new PropertyDiff { Kind = Kind.Update, InputDiff = !isObserved }, diff.DetailedDiff["label"]);
        }

        [Fact]
        public async Task Need_not_delete_first_where_the_new_one_has_another_id() =>
            Assert.False((await DiffAsync(State, Inputs.With("floor", "2"))).DeleteBeforeReplace);

        [Fact]
        public async Task Shows_of_a_list_only_what_changes_in_it()
        {
            var diff = await DiffAsync(State.With("users", List("ada", "bob")), Inputs.With("users", List("cai", "ada", "eve")));

            Assert.Equal(["users"], diff.Diffs);
            Assert.Equal([("users[0]", Kind.Add), ("users[1]", Kind.Delete), ("users[2]", Kind.Add)], Details(diff));
        }

        [Fact]
        public async Task Tells_of_a_map_which_entries_change_and_that_the_whole_replaces()
        {
            await using var served = await ServedPackage.StartAsync(Box.Package(new Box()));

            var diff = await served.Calls.DiffAsync(new DiffRequest
            {
                Id = "a/box",
                Urn = "urn:pulumi:dev::boxes::boxes:index/box:Box::one",
                Olds = Wire(Labels(("colour", "red"), ("weight", "3"), ("same", "x"))),
                News = Wire(Labels(("colour", "blue"), ("a.b", "1"), ("same", "x"))),
            });

            Assert.Equal((["labels"], ["labels"]), (diff.Diffs, diff.Replaces));
            Assert.Equal(
                [("labels.colour", Kind.UpdateReplace), ("labels.weight", Kind.DeleteReplace), ("""labels["a.b"]""", Kind.AddReplace)], Details(diff));

            static PropertyMap Labels(params IEnumerable<(string Key, PropertyValue? Value)> labels) => PropertyMap.Of(("labels", PropertyMap.Of(labels)));
        }

        [Fact]
        public async Task Leaves_out_what_the_program_wants_ignored() => Assert.Equal(
            DiffChanges.DiffNone, (await DiffAsync(State, Inputs.With("label", "door"), ignored: ["label"])).Changes);

        [Fact]
        public async Task Warns_in_the_log_of_the_engine()
        {
            await using var engine = await AttachAsync();
            Desk.WhenRefined = static draft => draft.Warnings.Add("it wobbles");

            await DiffAsync(State, Inputs);

            Assert.Equal((LogSeverity.Warning, Urn(), "it wobbles"), await engine.NextAsync());
        }

        private static IEnumerable<(string Path, Kind Kind)> Details(DiffResponse diff) =>
            diff.DetailedDiff.Select(static entry => (entry.Key, entry.Value.Kind)).OrderBy(static entry => entry.Key, StringComparer.Ordinal);

        private Task<DiffResponse> DiffAsync(PropertyMap old, PropertyMap wanted, PropertyMap? oldInputs = null, IEnumerable<string>? ignored = null) =>
            Service.Diff(
                new DiffRequest
                {
                    Id = Id,
                    Urn = Urn(),
                    Olds = Wire(old),
                    OldInputs = oldInputs is null ? null : Wire(oldInputs),
                    News = Wire(wanted),
                    IgnoreChanges = { ignored ?? [] },
                },
                Call);
    }

    public sealed class TheCreateMethod : ServiceTest
    {
        [Fact]
        public async Task Answers_with_the_id_and_the_properties_and_marks_secrets()
        {
            var created = await CreateAsync();

            Assert.Equal(Id, created.Id);
            Assert.Equal(State, WireCodec.FromStruct(created.Properties).Without("force"));
            Assert.Equal(Signatures.Secret, created.Properties.Fields["key"].StructValue.Fields[Signatures.Key].StringValue);
            Assert.Equal(["create window"], Desk.Calls);
        }

        [Fact]
        public async Task In_a_preview_makes_nothing_and_knows_neither_id_nor_what_the_server_adds()
        {
            var created = await Service.Create(new CreateRequest { Urn = Urn(), Properties = Wire(Inputs), Preview = true }, Call);

            Assert.Equal(("", "window"), (created.Id, created.Properties.Fields["name"].StringValue));
            Assert.Equal(new SecretValue(PropertyValue.Unknown), WireCodec.FromStruct(created.Properties)["key"]);
            Assert.Equal(["preview window"], Desk.Calls);
        }
    }

    public sealed class TheReadMethod : ServiceTest
    {
        [Fact]
        public async Task Refreshes_what_the_program_has()
        {
            Desk.WhenRead = static last => last with { Label = "door" };

            var found = await Service.Read(new ReadRequest { Id = Id, Urn = Urn(), Properties = Wire(State), Inputs = Wire(Inputs) }, Call);

            Assert.Equal(Id, found.Id);
            Assert.Equal(State.With("label", "door"), WireCodec.FromStruct(found.Properties).Without("force"));
            Assert.Equal(Inputs.With("label", "door"), WireCodec.FromStruct(found.Inputs));
            Assert.Equal(["read 1 window"], Desk.Calls);
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Imports_what_the_program_has_no_inputs_of(bool areThere)
        {
            Desk.WhenRead = static last => last with { Label = "door", Serial = "s1" };

            var found = await Service.Read(new ReadRequest { Id = Id, Urn = Urn(), Inputs = areThere ? new Struct() : null }, Call);

            Assert.Equal((Id, "s1"), (found.Id, found.Properties.Fields["serial"].StringValue));
            Assert.Equal(Inputs.With("label", "door"), WireCodec.FromStruct(found.Inputs).Without("force"));
            Assert.Equal(["import 1 window"], Desk.Calls);
        }

        [Fact]
        public async Task Answers_without_an_id_when_it_is_gone()
        {
            Desk.WhenRead = static _ => null;

            Assert.Equal(new ReadResponse(), await Service.Read(new ReadRequest { Id = Id, Urn = Urn(), Inputs = Wire(Inputs) }, Call));
        }
    }

    public sealed class TheUpdateMethod : ServiceTest
    {
        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Answers_with_what_has_become_of_it_or_would(bool preview)
        {
            var request = new UpdateRequest { Id = Id, Urn = Urn(), Olds = Wire(State), News = Wire(Inputs.With("label", "door")), Preview = preview };

            var updated = await Service.Update(request, Call);

            var properties = WireCodec.FromStruct(updated.Properties);
            Assert.Equal(("door", "s1", new SecretValue("k1")), (properties["label"], properties["serial"], properties["key"]));
            Assert.Equal(preview ? [] : ["update 1 window"], Desk.Calls);
        }
    }

    public sealed class TheDeleteMethod : ServiceTest
    {
        [Fact]
        public async Task Deletes_it()
        {
            Assert.Equal(new Empty(), await DeleteAsync());

            Assert.Equal(["delete 1 window"], Desk.Calls);
        }

        [Fact]
        public async Task Says_in_the_log_of_the_engine_why_something_stays()
        {
            await using var engine = await AttachAsync();
            await CheckAsync(Inputs, "another");

            await DeleteAsync();

            Assert.Equal((LogSeverity.Info, Urn(), $"'{Id}' stays as it is: the program declares it as 'another'"), await engine.NextAsync());
            Assert.DoesNotContain("delete 1 window", Desk.Calls);
        }

        private Task<Empty> DeleteAsync() => Service.Delete(new DeleteRequest { Id = Id, Urn = Urn(), Properties = Wire(State) }, Call);
    }

    public sealed class EachOfThem : ServiceTest
    {
        [Theory]
        [InlineData("urn")]
        [InlineData("")]
        [InlineData("urn:pulumi:dev::office::office:index:Desk")]
        public async Task Refuses_what_is_no_urn(string urn) => Assert.Equal(
            (Grpc.Core.StatusCode.InvalidArgument, $"'{urn}' is not a URN"),
            await FailureOfAsync(() => Service.Check(new CheckRequest { Urn = urn, News = Wire(Inputs) }, Call)));

        [Fact]
        public async Task Takes_a_name_that_looks_like_a_part_of_a_urn()
        {
            var answer = await Service.Check(new CheckRequest { Urn = Urn("a::b$c"), News = Wire(PropertyMap.Of(("floor", "1"))) }, Call);

            Assert.StartsWith("a::b$c-", answer.Inputs.Fields["name"].StringValue, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Refuses_a_type_that_there_is_not() => Assert.Equal(
            (Grpc.Core.StatusCode.Unknown, "the package 'office' 1.2.3 has no resource 'office:index:Chair'; it has office:index:Desk"),
            await FailureOfAsync(() => Service.Create(new CreateRequest { Urn = Urn(type: "office:index:Chair") }, Call)));
    }
}
