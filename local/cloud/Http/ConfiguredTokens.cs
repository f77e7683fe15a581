using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>
/// The access tokens that the cloud was started with. They are no part of its state: started with others, it
/// must no longer know these.
/// </summary>
internal sealed class ConfiguredTokens(IEnumerable<KeyValuePair<string, string>> loginsByValue)
{
    /// <summary>The owner's login by the hash of the token's value.</summary>
    public IReadOnlyDictionary<string, string> Logins { get; } =
        loginsByValue.ToDictionary(pair => TokenValue.Hash(pair.Key), pair => pair.Value);
}
