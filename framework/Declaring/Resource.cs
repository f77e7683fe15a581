using System.Diagnostics.CodeAnalysis;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>What a program may declare. Derive from <see cref="Resource{TArgs,TState}"/>.</summary>
public abstract class Resource
{
    private protected Resource()
    {
    }

    /// <summary>What answers an engine's calls for it.</summary>
    internal abstract IResource ToRunner();
}

/// <summary>
/// A resource, declared once: a record of arguments, a record of state that extends it, and the calls. Schema, checks,
/// diffs, previews and the wire format follow from the attributes of the records' properties.
/// </summary>
/// <typeparam name="TArgs">What a program sets; each property has an <see cref="InputAttribute"/>.</typeparam>
/// <typeparam name="TState">That, and what the server adds; each added property has an <see cref="OutputAttribute"/>.</typeparam>
public abstract class Resource<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TArgs,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TState>
    : Resource
    where TArgs : class, new()
    where TState : class, TArgs, new()
{
    internal sealed override IResource ToRunner() => new ResourceRunner<TArgs, TState>(this);

    /// <summary>Checks rules between properties; each by itself is right already.</summary>
    protected internal virtual IEnumerable<CheckFailure> Check(CheckedInputs<TArgs> inputs) => [];

    /// <summary>Adds, removes or changes differences where a property's declaration cannot say it.</summary>
    /// <exception cref="InputException">What the program wants cannot be done.</exception>
    protected internal virtual void Refine(DiffDraft<TArgs, TState> draft)
    {
    }

    /// <summary>
    /// What it declares, or has, besides itself. Whoever declares such an object by its own resource and then by this one, or the other
    /// way round, keeps it: what the program includes is not deleted under the other name.
    /// </summary>
    protected internal virtual IEnumerable<Inclusion> Includes(TArgs record) => [];

    /// <summary>
    /// Whether it is no object of its own at the server, but the sum of what it includes. Then several may have one id, and its deletion
    /// itself finds out what is to stay (<see cref="Deployment.KeeperOf(ResourceContext, Inclusion)"/>).
    /// </summary>
    protected internal virtual bool IsSum => false;

    /// <summary>Says whether the object vanishes when another one is deleted that is to be replaced under its own id.</summary>
    /// <remarks>Asked before such a deletion. What does not vanish need not be deleted with it: its inputs may turn out the same.</remarks>
    protected internal virtual bool VanishesWithAnother(ResourceContext context, TState state) => false;

    /// <summary>Looks at differences that a deployment is about to deal with, where that takes a question to the server.</summary>
    /// <exception cref="ResourceException">What the program wants is not to be done.</exception>
    protected internal virtual Task ReviewAsync(ResourceContext context, DiffDraft<TArgs, TState> draft, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Says in a preview what a create would do besides making something new. Called when all inputs are known.</summary>
    /// <exception cref="ResourceException">It would fail.</exception>
    protected internal virtual Task PreviewCreateAsync(ResourceContext context, TArgs inputs, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The inputs of a program that would have made what an import found: such as its checks let pass.</summary>
    /// <param name="inputs">All inputs that were found.</param>
    /// <param name="found">The whole.</param>
    protected internal virtual PropertyMap ToInputs(PropertyMap inputs, TState found) => inputs;

    /// <summary>Makes the resource.</summary>
    /// <exception cref="PartialFailureException{TState}">It exists, but not all of it could be done.</exception>
    protected internal abstract Task<TState> CreateAsync(ResourceContext context, TArgs inputs, CancellationToken cancellationToken);

    /// <summary>Reads the resource; null when it is gone.</summary>
    /// <param name="last">The last known state; for an import only the parts of the id.</param>
    /// <param name="import">Whether the resource is new to the program.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    protected internal abstract Task<TState?> ReadAsync(TState last, bool import, CancellationToken cancellationToken);

    /// <summary>Changes in place what differs.</summary>
    /// <exception cref="PartialFailureException{TState}">Part of it was done.</exception>
    protected internal virtual Task<TState> UpdateAsync(ResourceContext context, TState state, TArgs inputs, CancellationToken cancellationToken) =>
        throw new ResourceException($"{GetType().Name} cannot be changed in place");

    /// <summary>Removes the resource; one that is gone already is no failure.</summary>
    protected internal abstract Task DeleteAsync(ResourceContext context, TState state, CancellationToken cancellationToken);

    /// <summary>Lists what exists, managed or not.</summary>
    /// <param name="query">The parts of the id that narrow the listing; empty ones, but the organization, do not.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    protected internal abstract Task<IEnumerable<ListedResource>> ListAsync(TArgs query, CancellationToken cancellationToken);
}
