using System.Collections.Immutable;
using Pulumi;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace LocalSdkTests;

public class RegistrationTests
{
    public class The_inputs
    {
        [Fact]
        public async Task Travel_by_their_names_and_types_without_those_not_given()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() => _ = new Thing("a", new ThingArgs
            {
                Text = "t",
                Count = 3,
                List = { "x", "y" },
                Colour = Colour.Red,
                Part = new PartArgs { Size = 1.5 },
                Anything = ImmutableDictionary<string, object>.Empty.Add("k", 1),
                Setting = true,
            }));

            Assert.Equal(
                PropertyMap.Of(
                    ("text", "t"),
                    ("count", 3),
                    ("list", new ListValue(["x", "y"])),
                    ("colour", "red"),
                    ("part", PropertyMap.Of(("size", 1.5))),
                    ("anything", PropertyMap.Of(("k", 1))),
                    ("setting", "true")),
                engine.InputsOf("a"));
        }

        [Fact]
        public async Task Keep_secrets_marked_also_inside_of_lists()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() => _ = new Thing("a", new ThingArgs
            {
                Text = Output.CreateSecret("s"),
                List = { "plain", Output.CreateSecret("s") },
            }));

            Assert.Equal(
                PropertyMap.Of(("text", new SecretValue("s")), ("list", new ListValue(["plain", new SecretValue("s")]))),
                engine.InputsOf("a"));
        }

        [Fact]
        public async Task That_are_required_and_missing_fail_the_program()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(() => _ = new Thing("a", new ThingArgs { Part = new PartArgs() }));

            Assert.Equal(32, exitCode);
            Assert.Equal(
                ["a (test:index:Thing): 'part': LocalSdkTests.PartArgs.Size is required but was not given"], engine.Errors);
        }

        [Fact]
        public async Task Of_a_type_that_has_no_form_on_the_wire_fail_the_program()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(() => _ = new Thing("a", new ThingArgs { Anything = Guid.Empty }));

            Assert.Equal(32, exitCode);
            Assert.Equal(["a (test:index:Thing): 'anything': a System.Guid cannot be sent"], engine.Errors);
        }
    }

    public class The_dependencies
    {
        [Fact]
        public async Task Follow_outputs_by_property()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() =>
            {
                var a = new Thing("a", new ThingArgs { Text = "t" });
                _ = new Thing("b", new ThingArgs { Text = a.Text.Apply(static text => text + "!"), Count = 1 });
            });

            var (b, urnOfA) = (engine.Of("b"), FakeEngine.UrnOf(Thing.Token, "a"));
            Assert.Equal("t!", engine.InputsOf("b")["text"]);
            Assert.Equal([urnOfA], b.Dependencies);
            Assert.Equal([urnOfA], b.PropertyDependencies["text"].Urns);
            Assert.Empty(b.PropertyDependencies["count"].Urns);
        }

        [Fact]
        public async Task Follow_DependsOn_and_go_into_components()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() =>
            {
                var group = new Group("g");
                _ = new Thing("a", null, new CustomResourceOptions { Parent = group });
                _ = new Thing("b", null, new CustomResourceOptions { DependsOn = { group } });
            });

            Assert.Equal([FakeEngine.UrnOf(Thing.Token, "a")], engine.Of("b").Dependencies);
        }
    }

    public class The_options
    {
        [Fact]
        public async Task Travel()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() => _ = new Thing("a", null, new CustomResourceOptions
            {
                Protect = true,
                RetainOnDelete = true,
                DeleteBeforeReplace = false,
                IgnoreChanges = { "text" },
                ReplaceOnChanges = { "count" },
                AdditionalSecretOutputs = { "text" },
                ImportId = "old",
                Version = "1.2.3",
            }));

            var a = engine.Of("a");
            Assert.True(a is { Custom: true, Protect: true, RetainOnDelete: true });
            Assert.True(a is { DeleteBeforeReplace: false, DeleteBeforeReplaceDefined: true });
            Assert.Equal(["text"], a.IgnoreChanges);
            Assert.Equal(["count"], a.ReplaceOnChanges);
            Assert.Equal(["text"], a.AdditionalSecretOutputs);
            Assert.Equal(("old", "1.2.3"), (a.ImportId, a.Version));
            Assert.True(a is { AcceptSecrets: true, SupportsResultReporting: true });
        }

        [Fact]
        public async Task Left_out_stay_unset()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() => _ = new Thing("a"));

            var a = engine.Of("a");
            Assert.True(a is { HasProtect: false, HasRetainOnDelete: false, DeleteBeforeReplaceDefined: false });
        }

        [Fact]
        public async Task Parent_is_the_stack_or_what_is_given_and_hands_down_protection_and_provider()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() =>
            {
                var provider = new ThingProvider("p");
                var group = new Group("g", new ComponentResourceOptions { Protect = true, Provider = provider });
                _ = new Thing("a", null, new CustomResourceOptions { Parent = group });
            });

            Assert.Equal(FakeEngine.UrnOf(Stack.TypeToken, "tests-dev"), engine.Of("g").Parent);
            Assert.Equal(FakeEngine.UrnOf("test:index:Group", "g"), engine.Of("a").Parent);
            Assert.True(engine.Of("a").Protect);
            Assert.Equal($"{FakeEngine.UrnOf("pulumi:providers:test", "p")}::p-id", engine.Of("a").Provider);
        }

        [Fact]
        public async Task Provider_without_an_id_yet_is_named_by_the_unknown_value()
        {
            await using var engine = await FakeEngine.StartAsync();
            engine.Register = FakeEngine.Previewed;

            await engine.RunAsync(
                static () => _ = new Thing("a", null, new CustomResourceOptions { Provider = new ThingProvider("p") }), isDryRun: true);

            Assert.Equal($"{FakeEngine.UrnOf("pulumi:providers:test", "p")}::{Signatures.Unknown}", engine.Of("a").Provider);
        }

        [Fact]
        public async Task Aliases_travel_as_what_changed()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(() => _ = new Thing("a", null, new CustomResourceOptions
            {
                Aliases = { new Pulumi.Alias { Name = "old" }, new Pulumi.Alias { NoParent = true }, new Pulumi.Alias { Urn = "urn:x" } },
            }));

            var aliases = engine.Of("a").Aliases;
            Assert.Equal(new Pulumirpc.Alias { Spec = new() { Name = "old", NoParent = false } }, aliases[0]);
            Assert.Equal(new Pulumirpc.Alias { Spec = new() { NoParent = true } }, aliases[1]);
            Assert.Equal(new Pulumirpc.Alias { Urn = "urn:x" }, aliases[2]);
        }

        [Fact]
        public async Task Given_by_the_caller_are_not_changed()
        {
            await using var engine = await FakeEngine.StartAsync();
            var options = new CustomResourceOptions();

            await engine.RunAsync(() =>
            {
                options.Parent = new Group("g", new ComponentResourceOptions { Protect = true });
                _ = new Thing("a", null, options);
            });

            Assert.Null(options.Protect);
        }
    }

    public class Merged_options
    {
        [Fact]
        public void Take_the_later_value_and_both_lists()
        {
            var merged = CustomResourceOptions.Merge(
                new CustomResourceOptions { Protect = true, Version = "1", IgnoreChanges = { "a" } },
                new CustomResourceOptions { Version = "2", IgnoreChanges = { "b" }, ImportId = "i" });

            Assert.True(merged is { Protect: true, Version: "2", ImportId: "i" });
            Assert.Equal(["a", "b"], merged.IgnoreChanges);
        }

        [Fact]
        public void Are_new_ones()
        {
            var options = new CustomResourceOptions { IgnoreChanges = { "a" } };

            CustomResourceOptions.Merge(options, new CustomResourceOptions { IgnoreChanges = { "b" } });

            Assert.Equal(["a"], options.IgnoreChanges);
        }
    }

    public class A_resource_with_an_id
    {
        [Fact]
        public async Task Is_read_and_not_registered()
        {
            await using var engine = await FakeEngine.StartAsync();
            engine.Read = static _ => PropertyMap.Of(("text", "there"));

            await engine.RunWithOutputsAsync(static () =>
            {
                var it = new Thing("a", null, new CustomResourceOptions { Id = "some/it", Version = "1.2.3" });
                return new Dictionary<string, object?> { ["id"] = it.Id, ["text"] = it.Text };
            });

            Assert.True(engine.Reads.Single() is { Id: "some/it", Type: Thing.Token, Name: "a", Version: "1.2.3" });
            Assert.Equal(PropertyMap.Of(("id", "some/it"), ("text", "there")), engine.StackOutputs());
        }

        [Fact]
        public async Task Whose_id_is_empty_is_registered()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(static () => _ = new Thing("a", null, new CustomResourceOptions { Id = "" }));

            Assert.Empty(engine.Reads);
            Assert.True(engine.Of("a").Custom);
        }
    }

    public class The_engines_result
    {
        [Fact]
        public async Task That_reports_a_failure_leaves_missing_outputs_unknown()
        {
            await using var engine = await FakeEngine.StartAsync();
            engine.Register = static request => new RegisterResourceResponse
            {
                Urn = FakeEngine.UrnOf(request.Type, request.Name),
                Result = Result.Fail,
            };

            await engine.RunWithOutputsAsync(static () => new Dictionary<string, object?> { ["text"] = new Thing("a").Text });

            Assert.Equal(PropertyValue.Unknown, engine.StackOutputs()["text"]);
        }
    }
}
