using System.Security.Cryptography;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>
/// Secrets of webhooks: nothing is ever signed with one here, so none is kept, only what tells whether a text is it. People
/// choose them, so a plain hash would give a short one away.
/// </summary>
public static class WebhookSecret
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int Iterations = 100_000;

    /// <summary>What to keep in place of a secret; another each time.</summary>
    public static string Seal(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Convert.ToBase64String([.. salt, .. Hash(secret, salt)]);
    }

    /// <summary>Whether this is the secret that was sealed.</summary>
    public static bool Matches(string sealedSecret, string secret)
    {
        var bytes = Convert.FromBase64String(sealedSecret).AsSpan();
        return CryptographicOperations.FixedTimeEquals(bytes[SaltBytes..], Hash(secret, bytes[..SaltBytes]));
    }

    private static byte[] Hash(string secret, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}
