using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>A resource with a map of strings, a number of 32 bits and an id that is none of its properties.</summary>
[Resource("Box", "A box.")]
internal sealed class Box : Resource<Box.Args, Box.State>
{
    public record Args
    {
        [Input("What is written on it.", Replaces = true)]
        public IReadOnlyDictionary<string, string>? Labels { get; init; }

        [Input("How big it is.", Default = 1)]
        [AtLeast(1)]
        public int Size { get; init; }
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

        [Id]
        public string Id { get; init; } = "";
    }

    /// <summary>The ids of what was deleted.</summary>
    public List<string> Deleted { get; } = [];

    public static ProviderPackage Package(params IReadOnlyList<Resource> resources) => new(
        new PackageDescription
        {
            Name = "boxes",
            DisplayName = "Boxes",
            Version = "1.0.0",
            Description = "Boxes.",
            Keywords = [],
            License = "Apache-2.0",
            CSharpNamespace = "Boxes",
            NamesFiles = true,
        },
        new NoConfiguration(),
        resources,
        []);

    // All boxes have the same id, which an own id may be.
    protected internal override Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        Task.FromResult(new State(inputs) { Id = "a/box" });

    protected internal override Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) =>
        Task.FromResult<State?>(import ? last with { Id = last.Id.ToLowerInvariant(), Size = last.Id.Length } : last);

    protected internal override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken)
    {
        Deleted.Add(state.Id);
        return Task.CompletedTask;
    }

    protected internal override Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<ListedResource>>([]);
}
