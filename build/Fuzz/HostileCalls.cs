using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Build.Fuzz;

/// <summary>Calls of the plugin protocol that no engine would make, by the names of their methods.</summary>
internal sealed class HostileCalls
{
    private static readonly Gen<double> Timeouts = Gen.Frequency(
        (10, Gen.Const(0.0)), (2, Gen.Double[0, 30]), (1, Gen.OneOf(Gen.Const(double.NaN), Gen.Const(-1.0), Gen.Const(1e300),
            Gen.Const(double.PositiveInfinity))));

    private static readonly PropertyMap Organization = PropertyMap.Of(("organization", FuzzRun.Organization));

    private readonly IReadOnlyList<Shape> _resources;
    private readonly IReadOnlyList<Shape> _functions;

    /// <param name="schema">What the plugin says that it has.</param>
    /// <param name="configuration">A configuration that works.</param>
    public HostileCalls(JObject schema, PropertyMap configuration)
    {
        _resources = Shape.ResourcesOf(schema);
        _functions = Shape.FunctionsOf(schema);
        All = Gen.Frequency(
            (20, OfResource(static (urn, inputs, other, _) => Call("Check", new CheckRequest { Urn = urn, News = inputs, Olds = other }))),
            (15, Gen.Select(OfResource(static (urn, inputs, other, id) =>
                new DiffRequest { Urn = urn, Id = id, Olds = other, OldInputs = other, News = inputs }), Paths, static (request, paths) =>
            {
                request.IgnoreChanges.Add(paths);
                return Call("Diff", request);
            })),
            (20, Gen.Select(OfResource(static (urn, inputs, _, _) => new CreateRequest { Urn = urn, Properties = inputs }), Gen.Bool, Timeouts,
                static (request, preview, timeout) =>
            {
                (request.Preview, request.Timeout) = (preview, timeout);
                return Call("Create", request);
            })),
            (15, Gen.Select(OfResource(static (urn, inputs, other, id) =>
                new ReadRequest { Urn = urn, Id = id, Properties = other, Inputs = inputs }), Timeouts, static (request, timeout) =>
            {
                request.Timeout = timeout;
                return Call("Read", request);
            })),
            (15, Gen.Select(OfResource(static (urn, inputs, other, id) => new UpdateRequest { Urn = urn, Id = id, Olds = other, News = inputs }),
                Gen.Bool, Timeouts, static (request, preview, timeout) =>
            {
                (request.Preview, request.Timeout) = (preview, timeout);
                return Call("Update", request);
            })),
            (10, OfResource(static (urn, inputs, _, id) => Call("Delete", new DeleteRequest { Urn = urn, Id = id, Properties = inputs }))),
            (10, Of(_functions).SelectMany(static function => Gen.Select(Token(function), Inputs(function), static (token, inputs) =>
                Call("Invoke", new InvokeRequest { Tok = token, Args = inputs })))),
            (10, Of(_resources).SelectMany(static resource =>
                Gen.Select(Token(resource), Query(resource), Gen.Long[-1, 7], Gen.Int[-1, 7], Mark, static (token, query, limit, size, mark) =>
                Call("List", new ListRequest { Token = token, Query = query, Limit = limit, PageSize = size, ContinuationToken = mark })))),
            (2, Hostile.Rubbish.Select(static news => Call("CheckConfig", new CheckRequest { News = news }))),
            (2, Gen.Select(Hostile.Rubbish, Hostile.Rubbish,
                static (olds, news) => Call("DiffConfig", new DiffRequest { Olds = olds, OldInputs = olds, News = news }))),
            (1, Gen.Int.Select(static version => Call("GetSchema", new GetSchemaRequest { Version = version % 2 }))),
            (1, Gen.Const(static () => Call("GetPluginInfo", new Empty()))),
            // Whatever else it is given: the address and the token stay, or nothing would be tested afterwards.
            (1, Hostile.Rubbish.Select(rubbish => Call("Configure", new ConfigureRequest { Args = With(rubbish, configuration), AcceptSecrets = true }))));
    }

    /// <summary>One of them, at random.</summary>
    public Gen<(string Method, IMessage Request)> All { get; }

    private static Gen<string> Mark => Gen.Frequency((4, Gen.Const("")), (1, Hostile.Text));

    private static Gen<string[]> Paths => Gen.OneOf(Hostile.Text, Gen.Const("*")).Array[0, 2];

    private static Gen<string> Token(Shape shape) => Gen.Frequency((9, Gen.Const(shape.Token)), (1, Hostile.Text));

    // Half of them are about an organization that there is, and some are such as a program could give.
    private static Gen<Struct> Inputs(Shape shape) => Gen.Select(
        Gen.OneOf(Hostile.Inputs(shape), Hostile.Sound(shape)),
        Gen.Bool,
        static (inputs, exists) => exists ? With(inputs, Organization) : inputs);

    private static Gen<Struct> Query(Shape shape) =>
        Gen.Frequency((2, Gen.Const(static () => WireCodec.ToStruct(Organization))), (1, Inputs(shape)));

    private static Gen<Shape> Of(IReadOnlyList<Shape> shapes) => Gen.Int[0, shapes.Count - 1].Select(index => shapes[index]);

    private static Struct With(Struct rubbish, PropertyMap configuration)
    {
        var all = rubbish.Clone();
        all.MergeFrom(WireCodec.ToStruct(configuration));
        return all;
    }

    private static (string Method, IMessage Request) Call(string method, IMessage request) => (method, request);

    private Gen<T> OfResource<T>(Func<string, Struct, Struct, string, T> make) => Of(_resources).SelectMany(resource => Gen.Select(
        Gen.Frequency(
            (9, Gen.Select(Token(resource), Hostile.Text, static (type, name) => $"urn:pulumi:dev::fuzz::{type}::{name}")), (1, Hostile.Text)),
        Inputs(resource),
        Inputs(resource),
        Gen.Frequency((3, Gen.OneOf(Gen.Const("acme/web"), Gen.Const("acme/ada"), Gen.Const("acme/web/ada"), Gen.Const("acme/1"))), (1, Hostile.Text)),
        make));
}
