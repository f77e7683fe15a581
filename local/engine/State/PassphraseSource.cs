using System.Security.Cryptography;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>
/// Finds the passphrase of a stack: <c>PULUMI_CONFIG_PASSPHRASE</c>, the file that <c>PULUMI_CONFIG_PASSPHRASE_FILE</c>
/// names, or else a random one kept in a file beside the state that only its owner may read.
/// </summary>
/// <param name="environment">Where the variables are looked up.</param>
/// <param name="keptIn">The file for a random one.</param>
/// <param name="keys">Remembers the keys derived from it; null: each that opens the stack derives its own.</param>
public sealed class PassphraseSource(IReadOnlyDictionary<string, string> environment, string keptIn, DerivedKeys? keys = null)
{
    private const int RandomBytes = 32;

    public DerivedKeys Keys { get; } = keys ?? new DerivedKeys();

    /// <exception cref="IOException">The passphrase's file cannot be read or made.</exception>
    public string Read()
    {
        if (environment.TryGetValue("PULUMI_CONFIG_PASSPHRASE", out var passphrase))
        {
            return passphrase;
        }

        if (environment.TryGetValue("PULUMI_CONFIG_PASSPHRASE_FILE", out var file) && file.Length > 0)
        {
            return File.ReadAllText(file).Trim();
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
