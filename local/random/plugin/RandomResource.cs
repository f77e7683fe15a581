using System.Diagnostics.CodeAnalysis;

namespace PulumiOrgs.Local.Random;

/// <summary>What all resources take: the values that, when they change, make another random value.</summary>
public abstract record RandomArgs
{
    [Input("Values that make a new random value when one of them changes.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
    public IReadOnlyDictionary<string, string>? Keepers { get; init; }
}

/// <summary>A random value that was made, or imported.</summary>
public interface IRandomState
{
    string Id { get; }
}

/// <summary>A random value. It is in the state and nowhere else: a read finds what was recorded, and a delete has nothing to do.</summary>
public abstract class RandomResource<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TArgs,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TState>
    : Resource<TArgs, TState>
    where TArgs : RandomArgs, new()
    where TState : class, TArgs, IRandomState, new()
{
    protected sealed override Task<TState> CreateAsync(ResourceContext context, TArgs inputs, CancellationToken cancellationToken) =>
        Task.FromResult(Make(inputs));

    protected sealed override Task<TState?> ReadAsync(TState last, bool import, CancellationToken cancellationToken) =>
        Task.FromResult<TState?>(import ? Import(last.Id) : last);

    protected sealed override Task DeleteAsync(ResourceContext context, TState state, CancellationToken cancellationToken) => Task.CompletedTask;

    // What is nowhere but in states cannot be found.
    protected sealed override Task<IEnumerable<ListedResource>> ListAsync(TArgs query, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<ListedResource>>([]);

    protected abstract TState Make(TArgs inputs);

    /// <summary>The value that the id of an import says.</summary>
    /// <exception cref="InputException">It says none.</exception>
    protected abstract TState Import(string id);

    protected static InputException NotAnId(string reason) => new(new CheckFailure("id", reason));
}
