using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Knows by URN what there was before this run and what the program has registered in it, under its own name or one that
/// it had. Not safe for concurrent use: whoever holds it guards it.
/// </summary>
internal sealed class ResourceIndex(DeploymentContext context)
{
    // Resources that a replacement has taken the place of are only still to be deleted; no registration means them.
    private readonly Dictionary<Urn, StateEntry> _olds = context.State.Entries
        .Where(static entry => !entry.State.Delete)
        .GroupBy(static entry => entry.State.Urn)
        .ToDictionary(static group => group.Key, static group => group.Last());

    private readonly HashSet<Urn> _registered = [];
    private readonly Dictionary<Urn, Urn> _newNames = [];
    private readonly Dictionary<Urn, Urn> _oldNames = [];

    /// <summary>Whether the program has registered what bears this name, or bore it before.</summary>
    public bool IsRegistered(Urn urn) => _registered.Contains(urn) || _newNames.ContainsKey(urn);

    public StateEntry? FindOld(Urn urn) => _olds.GetValueOrDefault(urn);

    /// <summary>The name that a resource of the state has in this run.</summary>
    public Urn NewName(Urn urn) => _newNames.GetValueOrDefault(urn, urn);

    /// <summary>Takes a name for a registration and finds the resource that had it or one of its aliases.</summary>
    /// <returns>What was recorded of the resource; null when it is new.</returns>
    /// <exception cref="DuplicateRegistrationException">Another registration has the name, or the resource.</exception>
    public StateEntry? Claim(Urn urn, string type, string name, Urn? parent, IReadOnlyList<AliasSpec> aliases)
    {
        if (!_registered.Add(urn))
        {
            throw new DuplicateRegistrationException($"Duplicate resource URN '{urn}'; try giving it a unique name");
        }

        if (_newNames.TryGetValue(urn, out var other))
        {
            throw new DuplicateRegistrationException($"'{urn}' was registered already by an alias of '{other}'");
        }

        if (_olds.TryGetValue(urn, out var own))
        {
            return own;
        }

        foreach (var alias in NamesBefore(urn, type, name, parent, aliases))
        {
            if (!_olds.TryGetValue(alias, out var old))
            {
                continue;
            }

            if (IsRegistered(alias))
            {
                throw new DuplicateRegistrationException($"'{urn}' has the alias '{alias}', which another resource of this program has");
            }

            _newNames.Add(alias, urn);
            _oldNames.Add(urn, alias);
            return old;
        }

        return null;
    }

    private IEnumerable<Urn> NamesBefore(Urn urn, string type, string name, Urn? parent, IReadOnlyList<AliasSpec> aliases)
    {
        var own = aliases.Select(alias => Resolve(alias, type, name, parent)).ToList();
        if (parent is not { } parentUrn || !_oldNames.TryGetValue(parentUrn, out var parentBefore))
        {
            return own.Where(alias => alias != urn);
        }

        // What was renamed renames its children: their types hold the parent's, and by custom their names too.
        return own
            .Append(Inherit(type, name, parentUrn, parentBefore))
            .Concat(own.Select(alias => Inherit(alias.Type, alias.Name, parentUrn, parentBefore)))
            .Where(alias => alias != urn)
            .Distinct();
    }

    private Urn Resolve(AliasSpec alias, string type, string name, Urn? parent)
    {
        if (alias.Urn is { } urn)
        {
            return urn;
        }

        Urn? parentBefore = alias switch
        {
            { NoParent: true } => null,
            { Parent: { } given } => _oldNames.TryGetValue(given, out var before) ? before : given,
            _ => parent,
        };
        return Urn.Create(
            alias.Stack ?? context.Options.Stack,
            alias.Project ?? context.Options.Project,
            parentBefore,
            alias.Type ?? type,
            alias.Name ?? name);
    }

    private Urn Inherit(string type, string name, Urn parent, Urn parentBefore)
    {
        var nameBefore = name.StartsWith(parent.Name, StringComparison.Ordinal) ? parentBefore.Name + name[parent.Name.Length..] : name;
        return context.UrnOf(parentBefore, type, nameBefore);
    }
}
