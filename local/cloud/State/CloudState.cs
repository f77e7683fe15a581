namespace PulumiOrgs.Local.Cloud.State;

/// <summary>
/// The cloud's data as it changes: readers take a snapshot, writers replace it one after the other.
/// A change that throws, or that cannot be written to the file, did not happen.
/// </summary>
public sealed class CloudState
{
    private readonly Lock _writing = new();
    private readonly CloudFile? _file;
    private volatile CloudData _data;

    internal CloudState(CloudData data, CloudFile? file)
    {
        _file = file;
        _data = data;
        _file?.Save(data);
    }

    /// <summary>A snapshot; later changes do not touch it.</summary>
    public CloudData Data => _data;

    /// <summary>A snapshot of one organization.</summary>
    /// <exception cref="RefusedException">404: there is no such organization.</exception>
    public Organization Organization(string name) => _data.Organization(name);

    /// <summary>Changes one organization and returns what it then is.</summary>
    /// <exception cref="RefusedException">404: there is no such organization; or whatever the change refuses.</exception>
    public Organization Change(string organization, Func<Organization, Organization> change) =>
        Change(data =>
        {
            var changed = change(data.Organization(organization));
            return data with { Organizations = data.Organizations.SetItem(changed.Name, changed) };
        }).Organization(organization);

    /// <summary>Changes anything and returns what all then is.</summary>
    public CloudData Change(Func<CloudData, CloudData> change)
    {
        lock (_writing)
        {
            var changed = change(_data);
            _file?.Save(changed);
            return _data = changed;
        }
    }
}

/// <summary>All that the cloud holds at one moment.</summary>
public sealed record CloudData
{
    /// <summary>By name, compared without case.</summary>
    public ImmutableSortedDictionary<string, Organization> Organizations
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, Organization>(Names.Comparer);

    /// <summary>The login that a personal access token belongs to, by the hash of its value.</summary>
    public ImmutableSortedDictionary<string, string> PersonalTokens { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <exception cref="RefusedException">404: there is no such organization.</exception>
    public Organization Organization(string name) =>
        Organizations.TryGetValue(name, out var organization) ? organization : throw RefusedException.NotFound("Organization", name);
}
