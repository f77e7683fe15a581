namespace AcmeOrg;

/// <summary>An access token of the roster.</summary>
public sealed record TokenEntry
{
    /// <summary>What the program calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for. A change makes a new token.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it may do what an admin may.</summary>
    public bool Admin { get; init; }

    public IEnumerable<string> Problems(string entry)
    {
        if (Name.Length == 0)
        {
            yield return $"{entry}: a token needs a name";
        }
    }
}
