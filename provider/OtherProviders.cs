using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider;

/// <summary>The other providers of a program, which write to the same cloud.</summary>
internal sealed class OtherProviders(Neighbours neighbours) : IOtherWriters
{
    public long Stamp => neighbours.Stamp;

    public void Wrote() => neighbours.Wrote();
}
