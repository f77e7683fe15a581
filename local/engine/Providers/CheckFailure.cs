namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Why an input is wrong.</summary>
/// <param name="Property">Path of the input; empty when the reason concerns them all.</param>
/// <param name="Reason">The provider's words.</param>
public sealed record CheckFailure(string Property, string Reason)
{
    public override string ToString() => Property.Length == 0 ? Reason : $"{Property}: {Reason}";
}
