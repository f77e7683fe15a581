using System.Security.Cryptography;
using System.Text;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>
/// Finds the passphrase of a stack: <c>PULUMI_CONFIG_PASSPHRASE</c>, or else a random one kept in a file beside the state that only its
/// owner may read.
/// </summary>
/// <param name="environment">Where the variables are looked up.</param>
/// <param name="keptIn">The file for a random one.</param>
/// <param name="keys">Remembers the keys derived from it; null: each that opens the stack derives its own.</param>
public sealed class PassphraseSource(IReadOnlyDictionary<string, string> environment, string keptIn, DerivedKeys? keys = null)
{
    private const int RandomBytes = 32;

    public DerivedKeys Keys { get; } = keys ?? new DerivedKeys();

    /// <summary>The passphrase of the stack that a file holds.</summary>
    public static PassphraseSource Beside(StateFile file, EngineOptions options) =>
        new(options.Environment, file.Path + ".passphrase", options.Keys);

    /// <exception cref="IOException">The passphrase's file cannot be read or made.</exception>
    public string Read()
    {
        if (environment.TryGetValue("PULUMI_CONFIG_PASSPHRASE", out var passphrase))
        {
            return passphrase;
        }

        return File.Exists(keptIn) ? File.ReadAllText(keptIn).Trim() : Create();
    }

    private string Create()
    {
        var passphrase = Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes));
        using var file = OwnerOnlyFile.Create(keptIn);
        using var writer = new StreamWriter(file);
        writer.WriteLine(passphrase);
        return passphrase;
    }
}

/// <summary>
/// Encrypts as Pulumi's passphrase secrets provider does, so that either opens what the other wrote: AES-256-GCM
/// under a key that PBKDF2 derives from the passphrase. Deriving it takes about half a second, on purpose.
/// </summary>
public sealed class PassphraseCrypter
{
    private const int SaltSize = 8;
    private const string Version = "v1";

    // Encrypted beside the salt, it tells a wrong passphrase from a damaged secret.
    private const string KnownText = "pulumi";

    private static readonly int NonceSize = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagSize = AesGcm.TagByteSizes.MaxSize;

    private readonly byte[] _key;

    private PassphraseCrypter(byte[] key, byte[] salt)
    {
        _key = key;
        State = $"{Version}:{Convert.ToBase64String(salt)}:{Encrypt(KnownText)}";
    }

    private PassphraseCrypter(byte[] key, string state)
    {
        _key = key;
        State = state;
    }

    /// <summary>Salt and proof of the passphrase, as a checkpoint keeps them. Not secret.</summary>
    public string State { get; }

    /// <summary>A crypter with a salt of its own.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="keys">Remembers the key; null: nobody needs it again.</param>
    public static PassphraseCrypter Create(string passphrase, DerivedKeys? keys = null)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new PassphraseCrypter((keys ?? new DerivedKeys()).Derive(passphrase, salt), salt);
    }

    /// <summary>The crypter that wrote <paramref name="state"/>.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="state">What the crypter's <see cref="State"/> was.</param>
    /// <param name="keys">Remembers the key; null: nobody needs it again.</param>
    /// <exception cref="IncorrectPassphraseException">Another passphrase wrote it.</exception>
    /// <exception cref="FormatException">The state is not of the passphrase provider's form.</exception>
    public static PassphraseCrypter Open(string passphrase, string state, DerivedKeys? keys = null)
    {
        if (state.Split(':', 3) is not [Version, var salt, var proof])
        {
            throw new FormatException("the salt of the secrets provider does not have the form v1:SALT:v1:NONCE:CIPHERTEXT");
        }

        var crypter = new PassphraseCrypter((keys ?? new DerivedKeys()).Derive(passphrase, Convert.FromBase64String(salt)), state);
        try
        {
            return crypter.Decrypt(proof) == KnownText ? crypter : throw new IncorrectPassphraseException();
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new IncorrectPassphraseException();
        }
    }

    public string Encrypt(string plaintext)
    {
        var message = Encoding.UTF8.GetBytes(plaintext);
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var sealedMessage = new byte[message.Length + TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Encrypt(nonce, message, sealedMessage.AsSpan(0, message.Length), sealedMessage.AsSpan(message.Length));
        return $"{Version}:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedMessage)}";
    }

    /// <exception cref="AuthenticationTagMismatchException">The text was damaged or encrypted under another key.</exception>
    /// <exception cref="FormatException">The text is not of the form that <see cref="Encrypt"/> gives.</exception>
    public string Decrypt(string ciphertext)
    {
        if (ciphertext.Split(':') is not [Version, var nonce, var text])
        {
            throw new FormatException("a secret does not have the form v1:NONCE:CIPHERTEXT");
        }

        var sealedMessage = Convert.FromBase64String(text);
        if (sealedMessage.Length < TagSize)
        {
            throw new FormatException("a secret is too short to be whole");
        }

        var message = new byte[sealedMessage.Length - TagSize];
        using var cipher = new AesGcm(_key, TagSize);
        cipher.Decrypt(
            Convert.FromBase64String(nonce),
            sealedMessage.AsSpan(0, message.Length),
            sealedMessage.AsSpan(message.Length),
            message);
        return Encoding.UTF8.GetString(message);
    }
}

/// <summary>
/// Keys derived from passphrases, each once: runs that follow each other in one process and share this do not each take half a
/// second for it.
/// </summary>
public sealed class DerivedKeys
{
    internal const int KeySize = 32;

    private const int Iterations = 1_000_000;

    private readonly ConcurrentDictionary<(string Passphrase, string Salt), Lazy<byte[]>> _keys = [];

    internal byte[] Derive(string passphrase, byte[] salt) => _keys.GetOrAdd(
        (passphrase, Convert.ToBase64String(salt)),
        _ => new Lazy<byte[]>(() => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Iterations, HashAlgorithmName.SHA256, KeySize))).Value;
}

/// <summary>The passphrase at hand is not the one that the secrets were written with.</summary>
public sealed class IncorrectPassphraseException() : Exception(
    "incorrect passphrase: set PULUMI_CONFIG_PASSPHRASE to the one that this stack's secrets were written with");
