using PulumiOrgs.Framework.Serving;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What other processes hear is tested with real ones; here, what one keeps to itself.</summary>
public sealed class NeighboursTests : IDisposable
{
    // Test runs at the same time would be processes of one deployment, were their cloud the same.
    private readonly string _scope = $"https://{Guid.NewGuid():N}.example.com/";
    private readonly Neighbours _neighbours = new("test");

    public void Dispose() => _neighbours.Dispose();

    [Fact]
    public void Nobody_hears_of_what_is_said_before_the_engine_is_known()
    {
        _neighbours.Join(null, _scope);
        _neighbours.Declare(["orgs:index:OrgMember acme/ada"], "urn:ada");
        _neighbours.Wrote();

        Assert.Null(_neighbours.FindDeclared("orgs:index:OrgMember acme/ada"));
        Assert.Equal(0, _neighbours.Stamp);
    }

    [Fact]
    public void What_this_process_says_itself_is_no_news_to_it()
    {
        _neighbours.Join("127.0.0.1:1", _scope);
        _neighbours.Declare(["orgs:index:OrgMember acme/ada"], "urn:ada");
        _neighbours.Wrote();

        Assert.Null(_neighbours.FindDeclared("orgs:index:OrgMember acme/ada"));
        Assert.Equal(0, _neighbours.Stamp);
    }
}
