using Grpc.Core;
using Pulumi;
using Pulumi.Utilities;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace LocalSdkTests;

public class ProgramTests
{
    public class That_succeeds
    {
        [Fact]
        public async Task Registers_its_stack_then_resources_then_outputs_and_signals_its_end()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunWithOutputsAsync(static () => new Dictionary<string, object?>
            {
                ["text"] = new Thing("a", new ThingArgs { Text = "t" }).Text,
                ["secret"] = Output.CreateSecret("s"),
                ["plain"] = 1,
                ["nothing"] = null,
            });

            Assert.Equal(0, exitCode);
            Assert.Equal([Stack.TypeToken, Thing.Token], engine.Registrations.Select(static request => request.Type));
            Assert.Equal("tests-dev", engine.Registrations.First().Name);
            Assert.Equal(PropertyMap.Of(("text", "t"), ("secret", new SecretValue("s")), ("plain", 1)), engine.StackOutputs());
            Assert.Equal(1, engine.Shutdowns);
        }

        [Fact]
        public async Task Waits_for_work_that_nobody_awaits()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(static () => _ = new Thing("a").Id.Apply(static id => _ = new Thing($"after-{id}")));

            Assert.Equal(["a", "after-a-id", "tests-dev"], engine.Registrations.Select(static request => request.Name).Order());
        }

        [Fact]
        public async Task Registers_hundreds_of_resources_at_once()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(static () =>
            {
                for (var i = 0; i < 500; i++)
                {
                    _ = new Thing($"thing{i}");
                }
            });

            Assert.Equal((0, 501), (exitCode, engine.Registrations.Count));
        }
    }

    public class That_previews
    {
        [Fact]
        public async Task Has_unknown_ids_and_unknown_outputs_and_passes_them_on()
        {
            await using var engine = await FakeEngine.StartAsync();
            engine.Register = FakeEngine.Previewed;

            await engine.RunWithOutputsAsync(
                static () =>
                {
                    var a = new Thing("a", new ThingArgs { Text = "t" });
                    var b = new Thing("b", new ThingArgs { Text = a.Id, Count = a.Count, List = { a.Text, a.Id } });
                    return new Dictionary<string, object?> { ["id"] = b.Id };
                },
                isDryRun: true);

            Assert.Equal(
                PropertyMap.Of(
                    ("text", PropertyValue.Unknown),
                    ("count", PropertyValue.Unknown),
                    ("list", new ListValue(["t", PropertyValue.Unknown]))),
                engine.InputsOf("b"));
            Assert.Equal(PropertyValue.Unknown, engine.StackOutputs()["id"]);
        }

        [Fact]
        public async Task Says_so()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunWithOutputsAsync(
                static () => new Dictionary<string, object?> { ["preview"] = Deployment.Instance.IsDryRun }, isDryRun: true);

            Assert.Equal(true, engine.StackOutputs()["preview"]);
        }
    }

    public class That_fails
    {
        [Fact]
        public async Task By_a_RunException_logs_its_message_alone_and_signals_nothing()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(new Action(static () => throw new RunException("no roster")));

            Assert.Equal((32, 0), (exitCode, engine.Shutdowns));
            Assert.Equal(["no roster"], engine.Errors);
        }

        [Fact]
        public async Task By_any_exception_logs_where()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(new Action(static () => throw new FormatException("bad")));

            Assert.Equal(32, exitCode);
            Assert.Contains("System.FormatException: bad\n   at ", Assert.Single(engine.Errors));
        }

        [Fact]
        public async Task Inside_of_an_Apply_fails()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(
                static () => _ = new Thing("a").Id.Apply(new Func<string, int>(static _ => throw new RunException("in apply"))));

            Assert.Equal(32, exitCode);
            Assert.Equal(["in apply"], engine.Errors);
        }

        [Fact]
        public async Task By_a_refused_resource_logs_the_reason_once_at_the_resource_whatever_depends_on_it()
        {
            await using var engine = await FakeEngine.StartAsync();
            engine.Register = static _ => throw new RpcException(new Status(StatusCode.Unknown, "the team exists"));

            var exitCode = await engine.RunAsync(static () => _ = new Thing("b", new ThingArgs { Text = new Thing("a").Text }));

            Assert.Equal(32, exitCode);
            Assert.Equal(["a (test:index:Thing): the team exists"], engine.Errors);
        }

        [Fact]
        public async Task By_an_output_that_cannot_be_sent_names_it()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunWithOutputsAsync(static () => new Dictionary<string, object?>
            {
                ["fine"] = 1,
                ["settings"] = new Dictionary<string, object?> { ["key"] = Guid.Empty },
            });

            Assert.Equal(32, exitCode);
            Assert.Equal(["The outputs of tests-dev cannot be sent: 'settings': 'key': a System.Guid cannot be sent"], engine.Errors);
        }

        [Fact]
        public async Task By_its_own_message_goes_on_and_exits_with_one()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(static () =>
            {
                Log.Error("wrong");
                _ = new Thing("a");
            });

            Assert.Equal((1, 0), (exitCode, engine.Shutdowns));
            Assert.Equal(2, engine.Registrations.Count);
        }

        [Fact]
        public async Task By_a_message_that_the_engine_does_not_take_exits_with_one()
        {
            await using var engine = await FakeEngine.StartAsync();
            engine.RefusesMessages = true;

            Assert.Equal(1, await engine.RunAsync(static () => Log.Info("hello")));
        }

        [Fact]
        public async Task By_starting_another_deployment_fails()
        {
            await using var engine = await FakeEngine.StartAsync();

            var exitCode = await engine.RunAsync(() => engine.RunAsync(static () => { }).GetAwaiter().GetResult());

            Assert.Equal(32, exitCode);
        }
    }

    public class Messages
    {
        [Fact]
        public async Task Arrive_in_order_with_their_severity_and_resource()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(static () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    Log.Info($"{i}");
                }

                Log.Warn("at the resource", new Thing("a"));
            });

            var plain = engine.Messages.Where(static message => message.Severity == LogSeverity.Info);
            Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"{i}"), plain.Select(static message => message.Message));
            Assert.Equal(
                FakeEngine.UrnOf(Thing.Token, "a"),
                engine.Messages.Single(static message => message.Severity == LogSeverity.Warning).Urn);
        }

        [Fact]
        public async Task Warn_of_an_output_used_as_text()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(static () => _ = $"{OutputUtilities.CreateUnknown(1)}");

            Assert.Contains("Output.Format", engine.Messages.Single().Message);
        }
    }

    public class A_component
    {
        [Fact]
        public async Task Registers_its_outputs()
        {
            await using var engine = await FakeEngine.StartAsync();

            await engine.RunAsync(static () => _ = new Greeter("g"));

            var outputs = engine.Outputs.Single(static request => request.Urn == FakeEngine.UrnOf("test:index:Greeter", "g"));
            Assert.Equal(PropertyMap.Of(("greeting", "hello")), WireCodec.FromStruct(outputs.Outputs));
        }

        private sealed class Greeter : ComponentResource
        {
            public Greeter(string name)
                : base("test:index:Greeter", name)
            {
                RegisterOutputs(new Dictionary<string, object?> { ["greeting"] = Output.Create("hello") });
            }
        }
    }
}
