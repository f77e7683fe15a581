using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>
/// What an engine has said of a stack in the deployment that is under way: what the program declares, what the state
/// holds, what was made. From it follows what must not be deleted.
/// </summary>
/// <remarks>
/// An engine knows resources by URN, the server by id. Where two URNs are one object (a declaration was renamed, a
/// replacement took over what it was to replace), the engine deletes the one that is no longer declared, and with it what
/// the program still wants. An engine checks a resource only when a program declares it in an `up` or a preview, never in
/// a destroy or a refresh: so what was checked is wanted.
/// </remarks>
/// <param name="neighbours">Other processes in the deployment; null when nobody is known.</param>
public sealed class Deployment(INeighbours? neighbours = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Declaration> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Claims> _claims = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Included> _included = new(StringComparer.Ordinal);
    private readonly HashSet<string> _imported = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> _parts = [];

    /// <summary>Forgets all: another deployment begins.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _declarations.Clear();
            _claims.Clear();
            _included.Clear();
            _imported.Clear();
            _parts.Clear();
        }
    }

    /// <summary>What some code keeps for as long as this deployment lasts.</summary>
    public T Part<T>(Func<T> make)
        where T : class
    {
        lock (_gate)
        {
            return _parts.TryGetValue(typeof(T), out var part) ? (T)part : (T)(_parts[typeof(T)] = make());
        }
    }

    /// <summary>Says whether the program declares the resource, as far as it is known by now.</summary>
    public bool IsDeclared(string urn)
    {
        lock (_gate)
        {
            return _declarations.ContainsKey(urn);
        }
    }

    /// <summary>Says whether the resource was read to be imported.</summary>
    public bool IsImported(string urn)
    {
        lock (_gate)
        {
            return _imported.Contains(urn);
        }
    }

    /// <summary>The inputs that a resource whose id they do not tell was last checked with; null when it was not checked.</summary>
    public PropertyMap? InputsOf(string urn)
    {
        lock (_gate)
        {
            return _declarations.GetValueOrDefault(urn)?.Inputs;
        }
    }

    /// <summary>Says whether the stack has the object, under whatever URN, or its program looks at it.</summary>
    public bool Holds(string type, string id)
    {
        lock (_gate)
        {
            return _claims.TryGetValue(Key(type, id), out var claims) && (claims.IsKept || claims.Has(Said.Seen | Said.Found | Said.Made));
        }
    }

    /// <summary>Says whether the object is to be deleted so that another one can take its id.</summary>
    public bool IsGivenUp(string type, string id)
    {
        lock (_gate)
        {
            return _claims.TryGetValue(Key(type, id), out var claims) && claims.Has(Said.GivenUp);
        }
    }

    /// <summary>
    /// Says whether a create may take the object over: the state had it before, and the program declares it under no other URN, which
    /// would then have the same.
    /// </summary>
    public bool MayTakeOver(ResourceContext resource, string id) => MayTakeOverAt(resource.Urn, Key(resource.Type, id));

    /// <summary>The same for an object that the resource includes.</summary>
    public bool MayTakeOver(ResourceContext resource, Inclusion included) => MayTakeOverAt(resource.Urn, Key(resource, included));

    /// <summary>Says whether the program declares an object that the resource includes by another resource, as far as it is known by now.</summary>
    public bool IsDeclaredElsewhere(ResourceContext resource, Inclusion included)
    {
        var key = Key(resource, included);
        lock (_gate)
        {
            return FindOtherDeclaring(resource.Urn, key) is not null;
        }
    }

    /// <summary>
    /// Who keeps an object that a resource includes and is about to delete; null when nobody does. Whoever asks has to leave it alone then.
    /// </summary>
    public Keeper? KeeperOf(ResourceContext resource, Inclusion included) => KeeperAt(resource.Urn, Key(resource, included));

    /// <summary>The program declares a resource.</summary>
    /// <param name="resource">Which one.</param>
    /// <param name="id">The id that it has or will have; null when its inputs do not tell.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="included">What it includes.</param>
    /// <returns>What of it another resource of the program declares too, by id, as far as it is known by now.</returns>
    internal IReadOnlyList<(string Id, string Urn)> Declare(
        ResourceContext resource, string? id, PropertyMap inputs, IEnumerable<Inclusion> included)
    {
        List<(string Id, string Urn)>? twice = null;
        var keys = KeysOf(resource, included);
        lock (_gate)
        {
            if (_declarations.TryGetValue(resource.Urn, out var earlier) && earlier.Id is not null)
            {
                ClaimsOf(resource, earlier.Id).Remove(resource.Urn, Said.Declared);
            }

            _declarations[resource.Urn] = new Declaration(id, id is null ? inputs : null);
            if (id is not null)
            {
                ClaimsOf(resource, id).Add(resource.Urn, Said.Declared);
                if (FindIncluding(resource.Urn, Key(resource.Type, id)) is { } container && _included[container].TellsOnce())
                {
                    twice = [(id, container)];
                }
            }

            if (keys is not null || _included.ContainsKey(resource.Urn))
            {
                IncludedBy(resource.Urn).Declared = keys ?? [];
                twice = [.. twice ?? [], .. OthersDeclaring(resource.Urn, keys ?? [])];
            }
        }

        if (neighbours is not null)
        {
            IReadOnlyList<string> all = [.. id is null ? [] : (string[])[Key(resource.Type, id)], .. keys ?? []];
            neighbours.Declare(all, resource.Urn);
        }

        return twice ?? [];
    }

    /// <summary>
    /// The object was read to be imported, or because the program no more than looks at it. An engine checks what it imports, and with that it is
    /// declared; what is looked at is no reason to keep it.
    /// </summary>
    internal void Find(ResourceContext resource, string id)
    {
        lock (_gate)
        {
            _imported.Add(resource.Urn);
            ClaimsOf(resource, id).Add(resource.Urn, Said.Found);
        }
    }

    /// <summary>The state has the object under this URN, and what it includes.</summary>
    internal void See(ResourceContext resource, string id, IEnumerable<Inclusion> included)
    {
        var keys = KeysOf(resource, included);
        lock (_gate)
        {
            ClaimsOf(resource, id).Add(resource.Urn, Said.Seen);
            if (keys is not null || _included.ContainsKey(resource.Urn))
            {
                IncludedBy(resource.Urn).Seen = keys ?? [];
            }
        }
    }

    /// <summary>The object was made, or taken over, under this URN.</summary>
    internal void Make(ResourceContext resource, string id)
    {
        lock (_gate)
        {
            var claims = ClaimsOf(resource, id);
            claims.Add(resource.Urn, Said.Made);
            claims.Remove(resource.Urn, Said.Failed | Said.GivenUp);
            if (_included.TryGetValue(resource.Urn, out var included))
            {
                included.HasFailed = false;
            }
        }
    }

    /// <summary>Making the object under this URN failed.</summary>
    internal void Fail(ResourceContext resource, string? id)
    {
        lock (_gate)
        {
            if (id is not null)
            {
                ClaimsOf(resource, id).Add(resource.Urn, Said.Failed);
            }

            if (_included.TryGetValue(resource.Urn, out var included))
            {
                included.HasFailed = true;
            }
        }
    }

    /// <summary>Whether the program wants another object under the id of this one, which so has to go first.</summary>
    internal void GiveUp(ResourceContext resource, string id, bool isGivenUp)
    {
        lock (_gate)
        {
            var claims = ClaimsOf(resource, id);
            if (isGivenUp)
            {
                claims.Add(resource.Urn, Said.GivenUp);
            }
            else
            {
                claims.Remove(resource.Urn, Said.GivenUp);
            }
        }
    }

    /// <summary>Who keeps an object that is to be deleted under a URN; null when nobody does.</summary>
    internal Keeper? KeeperOf(ResourceContext resource, string id) => KeeperAt(resource.Urn, Key(resource.Type, id));

    private bool MayTakeOverAt(string urn, string key)
    {
        lock (_gate)
        {
            var claims = _claims.GetValueOrDefault(key);
            return (claims is { IsKept: true } || claims?.Has(Said.Seen) == true || _included.Values.Any(included => included.Seen.Contains(key)))
                && claims?.FindOther(urn, Said.Declared | Said.Made) is null
                && FindIncluding(urn, key) is null;
        }
    }

    private Keeper? KeeperAt(string urn, string key)
    {
        lock (_gate)
        {
            if (FindKeeper(urn, key) is { } keeper)
            {
                ClaimsOf(key).IsKept = true;
                return keeper;
            }
        }

        return neighbours?.FindDeclared(key) is { } other ? new Keeper(other, HasFailed: false) : null;
    }

    private Keeper? FindKeeper(string urn, string key)
    {
        if (_claims.TryGetValue(key, out var claims))
        {
            // The last of several URNs that are to be deleted takes the object with it.
            claims.Remove(urn, Said.Seen);
            var isKeptByItself = !claims.Has(urn, Said.GivenUp) && claims.Has(urn, Said.Made | Said.Declared);
            var keeper = isKeptByItself ? urn : claims.FindOther(urn, Said.Made | Said.Seen | Said.Declared);
            if (keeper is not null)
            {
                return new Keeper(keeper, claims.Has(keeper, Said.Failed) && !claims.Has(keeper, Said.Made));
            }
        }

        // What replaces it may include the same, so its own URN counts as well.
        foreach (var (container, included) in _included)
        {
            if (included.Declared.Contains(key))
            {
                return new Keeper(container, included.HasFailed);
            }
        }

        return null;
    }

    private IEnumerable<(string Id, string Urn)> OthersDeclaring(string urn, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            if (FindOtherDeclaring(urn, key) is { } other)
            {
                yield return (IdOf(key), other);
            }
        }
    }

    private string? FindOtherDeclaring(string urn, string key) =>
        _claims.GetValueOrDefault(key)?.FindOther(urn, Said.Declared) ?? FindIncluding(urn, key);

    private string? FindIncluding(string urn, string key)
    {
        foreach (var (container, included) in _included)
        {
            if (container != urn && included.Declared.Contains(key))
            {
                return container;
            }
        }

        return null;
    }

    private static string Key(string type, string id) => $"{type} {id}";

    // A type has no spaces.
    private static string IdOf(string key) => key[(key.IndexOf(' ') + 1)..];

    private static string Key(ResourceContext resource, Inclusion included) => Key(resource.TypeOf(included.Resource), included.Id);

    // Null where there are none, as for nearly every resource of an organization of thousands.
    private static HashSet<string>? KeysOf(ResourceContext resource, IEnumerable<Inclusion> included)
    {
        HashSet<string>? keys = null;
        foreach (var inclusion in included)
        {
            (keys ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(Key(resource, inclusion));
        }

        return keys;
    }

    private Included IncludedBy(string urn) => _included.TryGetValue(urn, out var included) ? included : _included[urn] = new Included();

    private Claims ClaimsOf(ResourceContext resource, string id) => ClaimsOf(Key(resource.Type, id));

    private Claims ClaimsOf(string key) => _claims.TryGetValue(key, out var claims) ? claims : _claims[key] = new Claims();

    /// <summary>Who keeps an object.</summary>
    /// <param name="Urn">The URN under which it is kept.</param>
    /// <param name="HasFailed">Whether it could not be made or taken over under that URN.</param>
    public sealed record Keeper(string Urn, bool HasFailed)
    {
        /// <summary>The name that the program gave the resource which keeps it.</summary>
        public string Name => ResourceContext.NameOf(Urn);
    }

    /// <summary>What one resource includes: many objects under one URN, so sets of them rather than claims for each.</summary>
    private sealed class Included
    {
        private bool _isTold;

        /// <summary>What the program declares.</summary>
        public HashSet<string> Declared { get; set; } = [];

        /// <summary>What the state has.</summary>
        public HashSet<string> Seen { get; set; } = [];

        /// <summary>Whether the resource could not be made.</summary>
        public bool HasFailed { get; set; }

        /// <summary>True the first time: what a thousand resources are declared by too is told by one.</summary>
        public bool TellsOnce()
        {
            var isFirst = !_isTold;
            _isTold = true;
            return isFirst;
        }
    }

    private sealed record Declaration(string? Id, PropertyMap? Inputs);

    /// <summary>What is said of an object under one URN.</summary>
    [Flags]
    private enum Said
    {
        Nothing = 0,

        /// <summary>The program declares it.</summary>
        Declared = 1,

        /// <summary>The state has it.</summary>
        Seen = 2,

        /// <summary>It was read, and the state did not have it.</summary>
        Found = 4,

        /// <summary>It was made, or taken over.</summary>
        Made = 8,

        /// <summary>It could not be made.</summary>
        Failed = 16,

        /// <summary>It is to be deleted, so that another one can take its id.</summary>
        GivenUp = 32,
    }

    /// <summary>What is said of one object, by URN.</summary>
    /// <remarks>Nearly every object of an organization of thousands has one URN, so a list is found faster and weighs less than sets.</remarks>
    private sealed class Claims
    {
        private readonly List<(string Urn, Said Said)> _byUrn = new(1);

        /// <summary>Its deletion was asked for and not done.</summary>
        public bool IsKept { get; set; }

        public void Add(string urn, Said said) => Set(urn, before => before | said);

        public void Remove(string urn, Said said) => Set(urn, before => before & ~said);

        /// <summary>Says whether one of these is said under the URN.</summary>
        public bool Has(string urn, Said any) => _byUrn.Exists(claim => claim.Urn == urn && (claim.Said & any) != Said.Nothing);

        /// <summary>Says whether one of these is said under any URN.</summary>
        public bool Has(Said any) => _byUrn.Exists(claim => (claim.Said & any) != Said.Nothing);

        /// <summary>Another URN under which one of these is said; null when there is none.</summary>
        public string? FindOther(string urn, Said any) => _byUrn.Find(claim => claim.Urn != urn && (claim.Said & any) != Said.Nothing).Urn;

        private void Set(string urn, Func<Said, Said> change)
        {
            var at = _byUrn.FindIndex(claim => claim.Urn == urn);
            if (at < 0)
            {
                _byUrn.Add((urn, change(Said.Nothing)));
            }
            else
            {
                _byUrn[at] = (urn, change(_byUrn[at].Said));
            }
        }
    }
}
