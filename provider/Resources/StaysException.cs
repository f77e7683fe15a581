using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Resources;

/// <summary>Somebody is not removed or demoted, so that nobody is locked out.</summary>
/// <param name="reason">Who stays what, and why: a sentence.</param>
/// <param name="cure">What can be done about it: sentences.</param>
internal sealed class StaysException(string reason, string cure) : ResourceException($"{reason} {cure}")
{
    /// <summary>Who stays what, and why.</summary>
    public string Reason { get; } = reason;
}
