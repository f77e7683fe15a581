using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PulumiOrgs.Local.Engine.State;

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
