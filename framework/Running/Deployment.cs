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
    private readonly Dictionary<Type, object> _parts = [];

    /// <summary>Forgets all: another deployment begins.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _declarations.Clear();
            _claims.Clear();
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

    /// <summary>The inputs that a resource whose id they do not tell was last checked with; null when it was not checked.</summary>
    public PropertyMap? InputsOf(string urn)
    {
        lock (_gate)
        {
            return _declarations.GetValueOrDefault(urn)?.Inputs;
        }
    }

    /// <summary>Says whether the stack has the object, under whatever URN.</summary>
    public bool Holds(string type, string id)
    {
        lock (_gate)
        {
            return _claims.TryGetValue(Key(type, id), out var claims) && (claims.IsKept || claims.Has(Said.Seen | Said.Made));
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
    public bool MayTakeOver(ResourceContext resource, string id)
    {
        lock (_gate)
        {
            return _claims.TryGetValue(Key(resource.Type, id), out var claims)
                && (claims.IsKept || claims.Has(Said.Seen))
                && claims.FindOther(resource.Urn, Said.Declared | Said.Made) is null;
        }
    }

    /// <summary>The program declares a resource.</summary>
    /// <param name="resource">Which one.</param>
    /// <param name="id">The id that it has or will have; null when its inputs do not tell.</param>
    /// <param name="inputs">Its inputs.</param>
    internal void Declare(ResourceContext resource, string? id, PropertyMap inputs)
    {
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
            }
        }

        if (id is not null)
        {
            neighbours?.Declare(Key(resource.Type, id), resource.Urn);
        }
    }

    /// <summary>The state has the object under this URN.</summary>
    internal void See(ResourceContext resource, string id)
    {
        lock (_gate)
        {
            ClaimsOf(resource, id).Add(resource.Urn, Said.Seen);
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
    internal Keeper? KeeperOf(ResourceContext resource, string id) =>
        FindKeeper(resource, id)
        ?? (neighbours?.FindDeclared(Key(resource.Type, id)) is { } urn ? new Keeper(urn, HasFailed: false) : null);

    private Keeper? FindKeeper(ResourceContext resource, string id)
    {
        lock (_gate)
        {
            if (!_claims.TryGetValue(Key(resource.Type, id), out var claims))
            {
                return null;
            }

            // The last of several URNs that are to be deleted takes the object with it.
            claims.Remove(resource.Urn, Said.Seen);
            var isKeptByItself = !claims.Has(resource.Urn, Said.GivenUp) && claims.Has(resource.Urn, Said.Made | Said.Declared);
            var keeper = isKeptByItself ? resource.Urn : claims.FindOther(resource.Urn, Said.Made | Said.Seen | Said.Declared);
            if (keeper is null)
            {
                return null;
            }

            claims.IsKept = true;
            return new Keeper(keeper, claims.Has(keeper, Said.Failed) && !claims.Has(keeper, Said.Made));
        }
    }

    private static string Key(string type, string id) => $"{type} {id}";

    private Claims ClaimsOf(ResourceContext resource, string id)
    {
        var key = Key(resource.Type, id);
        return _claims.TryGetValue(key, out var claims) ? claims : _claims[key] = new Claims();
    }

    /// <summary>Who keeps an object.</summary>
    /// <param name="Urn">The URN under which it is kept.</param>
    /// <param name="HasFailed">Whether it could not be made or taken over under that URN.</param>
    internal sealed record Keeper(string Urn, bool HasFailed);

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

        /// <summary>It was made, or taken over.</summary>
        Made = 4,

        /// <summary>It could not be made.</summary>
        Failed = 8,

        /// <summary>It is to be deleted, so that another one can take its id.</summary>
        GivenUp = 16,
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
