using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>How a checkpoint says by whom its secrets are encrypted.</summary>
internal static class SecretsProvider
{
    private const string Passphrase = "passphrase";

    public static JObject ToJson(string salt) => new()
    {
        ["type"] = Passphrase,
        ["state"] = new JObject { ["salt"] = salt },
    };

    /// <summary>The salt; null when the checkpoint has no secrets.</summary>
    /// <exception cref="StateException">The secrets belong to another provider, whose key is not here.</exception>
    public static string? SaltOf(JToken? provider)
    {
        if (provider is not JObject { HasValues: true } described)
        {
            return null;
        }

        var type = (string?)described["type"];
        if (type != Passphrase)
        {
            throw new StateException(
                $"the state's secrets are encrypted by '{type}'; this engine opens those of 'passphrase' only "
                + "(pulumi stack change-secrets-provider passphrase)");
        }

        return (string?)described.SelectToken("state.salt") ?? throw new StateException("the state's passphrase provider has no salt");
    }
}
