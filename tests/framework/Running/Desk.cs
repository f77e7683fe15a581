using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>A resource whose id is made of its inputs, with inputs and outputs of each kind of absence, over a server that a test plays.</summary>
[Resource("Desk", "floor/name", "A desk.")]
internal sealed class Desk : Resource<Desk.Args, Desk.State>
{
    public const string Type = "office:index:Desk";

    public record Args
    {
        [Input("The floor it is on.", Replaces = true, DefaultFromConfiguration = "floor")]
        [PathSegment]
        public string Floor { get; init; } = "";

        [Input("Its name.", Replaces = true)]
        [PathSegment, IgnoreCase, Autonamed(20)]
        public string Name { get; init; } = "";

        [Input("What it says on it.", WhenAbsent = Absence.ThereIsNone)]
        [PathSegment, DefaultFrom(nameof(Name))]
        public string? Label { get; init; }

        [Input("What it is made of.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
        public string? Wood { get; init; }

        [Input("Who sits at it.", WhenAbsent = Absence.AsItIs)]
        [Unordered, IgnoreCase]
        public IReadOnlyList<string>? Users { get; init; }

        [Input("What opens its drawer.", Secret = true, WhenAbsent = Absence.ThereIsNone)]
        [IgnoreCase]
        public string? Pin { get; init; }

        [Input("Its colour.", WhenAbsent = Absence.Unmanaged)]
        public string? Colour { get; init; }

        [Input("How long it stays.", WhenAbsent = Absence.NeverTold)]
        [Duration]
        public string? Lasts { get; init; }

        [Input("When it goes.", WhenAbsent = Absence.AsItIs)]
        [ComputedFrom(nameof(Lasts))]
        public long? Until { get; init; }

        [Input("Whether it goes with whoever sits at it.", WhenAbsent = Absence.Unmanaged)]
        [SteersProvider]
        public bool Force { get; init; }
    }

    public sealed record State : Args
    {
        public State()
        {
        }

        public State(Args inputs)
            : base(inputs)
        {
        }

        [Output("Its serial number.")]
        public string? Serial { get; init; }

        [Output("Its key.", Secret = true)]
        public string? Key { get; init; }

        [Output("What was noted of it.", WhenAbsent = Absence.ThereIsNone)]
        public string? Note { get; init; }
    }

    /// <summary>The resource's own calls, in the order in which they came.</summary>
    public List<string> Calls { get; } = [];

    public Func<Args, State> WhenCreated { get; set; } = static inputs => new State(inputs) { Serial = "s1", Key = "k1" };

    public Func<State, State?> WhenRead { get; set; } = static last => last;

    public Func<State, Args, State> WhenUpdated { get; set; } = static (state, inputs) => new State(inputs) { Serial = state.Serial, Key = state.Key };

    public Action<DiffDraft<Args, State>> WhenRefined { get; set; } = static _ => { };

    /// <summary>What a call to the server waits for.</summary>
    public Func<CancellationToken, Task> Pace { get; set; } = static _ => Task.CompletedTask;

    public bool Vanishes { get; set; }

    public bool SumsUp { get; set; }

    protected internal override bool IsSum => SumsUp;

    protected internal override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs)
    {
        Calls.Add("check");
        return inputs.Args.Colour == inputs.Args.Wood && inputs.Args.Wood is not null ? [new CheckFailure("", "colour and wood are the same")] : [];
    }

    protected internal override void Refine(DiffDraft<Args, State> draft) => WhenRefined(draft);

    protected internal override IEnumerable<Inclusion> Includes(Args record) => (record.Users ?? []).Select(static user => new Inclusion("Seat", user));

    protected internal override bool VanishesWithAnother(ResourceContext context, State state) => Vanishes;

    protected internal override Task ReviewAsync(ResourceContext context, DiffDraft<Args, State> draft, CancellationToken cancellationToken) =>
        CallAsync("review", cancellationToken);

    protected internal override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        CallAsync($"preview {inputs.Name}", cancellationToken);

    protected internal override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        await CallAsync($"create {inputs.Name}", cancellationToken);
        return WhenCreated(inputs);
    }

    protected internal override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken)
    {
        await CallAsync($"{(import ? "import" : "read")} {last.Floor} {last.Name}", cancellationToken);
        return WhenRead(last);
    }

    protected internal override async Task<State> UpdateAsync(ResourceContext context, State state, Args inputs, CancellationToken cancellationToken)
    {
        await CallAsync($"update {state.Floor} {state.Name}", cancellationToken);
        return WhenUpdated(state, inputs);
    }

    protected internal override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) =>
        CallAsync($"delete {state.Floor} {state.Name}", cancellationToken);

    protected internal override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken)
    {
        await CallAsync($"list {query.Floor}", cancellationToken);
        return [new ListedResource("1/a", "a"), new ListedResource("1/b", "b")];
    }

    private Task CallAsync(string call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        return Pace(cancellationToken);
    }
}
