using System.Security.Cryptography;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>
/// Turns secrets of one stack into ciphertext and back. The key is derived when the first secret is met, so a stack
/// without secrets never pays for it. What has not changed keeps its ciphertext: a state differs only where the stack does.
/// </summary>
public sealed class SecretsVault
{
    private readonly ConcurrentDictionary<(string Place, string Plaintext), string> _known = new();
    private readonly Lazy<PassphraseCrypter> _crypter;
    private readonly string? _loadedState;

    /// <param name="passphrase">Where the passphrase comes from.</param>
    /// <param name="state">The salt that the stack's state has; null when it has no secrets yet.</param>
    public SecretsVault(PassphraseSource passphrase, string? state)
    {
        _loadedState = state;
        _crypter = new Lazy<PassphraseCrypter>(() => state is null
            ? PassphraseCrypter.Create(passphrase.Read(), passphrase.Keys)
            : PassphraseCrypter.Open(passphrase.Read(), state, passphrase.Keys));
    }

    /// <summary>What a checkpoint says of its passphrase; null while the stack has no secret.</summary>
    public string? State => _crypter.IsValueCreated ? _crypter.Value.State : _loadedState;

    /// <param name="place">Where the secret stands: resource and path. Equal secrets in two places get ciphertexts of their own.</param>
    /// <param name="plaintext">The secret.</param>
    public string Encrypt(string place, string plaintext) =>
        _known.GetOrAdd((place, plaintext), static (secret, crypter) => crypter.Value.Encrypt(secret.Plaintext), _crypter);

    /// <exception cref="StateException">The ciphertext was damaged.</exception>
    /// <exception cref="IncorrectPassphraseException">The passphrase is not the state's.</exception>
    public string Decrypt(string place, string ciphertext)
    {
        try
        {
            var plaintext = _crypter.Value.Decrypt(ciphertext);
            _known[(place, plaintext)] = ciphertext;
            return plaintext;
        }
        catch (Exception exception) when (exception is FormatException or AuthenticationTagMismatchException)
        {
            throw new StateException($"the secret at {place} cannot be decrypted: {exception.Message}", exception);
        }
    }
}

/// <summary>How a checkpoint says by whom its secrets are encrypted.</summary>
internal static class SecretsProvider
{
    private const string Passphrase = "passphrase";

    public static JObject ToJson(string salt) => new() { ["type"] = Passphrase, ["state"] = new JObject { ["salt"] = salt } };

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
