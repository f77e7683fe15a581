using System.Security.Cryptography;
using System.Text;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>The secret part of access tokens: made here, compared by hash, never kept.</summary>
public static class TokenValue
{
    public static string New() => $"pul-{RandomNumberGenerator.GetHexString(40, lowercase: true)}";

    public static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
