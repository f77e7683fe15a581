using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Resources;

/// <summary>A deployment may remove no more people.</summary>
/// <param name="person">Who is not removed, and from where.</param>
/// <param name="reason">Why, and what can be done about it, which is the same for everybody.</param>
internal sealed class TooManyRemovalsException(string person, string reason) : ResourceException($"{person}: {reason}")
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}
