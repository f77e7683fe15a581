namespace PulumiOrgs.Provider.Cloud;

/// <summary>Other clients of the same cloud whose writes this one's reads must see, such as those of a program's other providers.</summary>
public interface IOtherWriters
{
    /// <summary>A number that is another one after others have written.</summary>
    long Stamp { get; }

    /// <summary>Tells the others that this client writes.</summary>
    void Wrote();
}
