using System.Security.Cryptography;
using CsCheck;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Local.Engine.Tests;

public class PassphraseCrypterTests
{
    // One for all tests here: deriving a key takes its time.
    private static readonly PassphraseCrypter Crypter = PassphraseCrypter.Create("correct horse");

    [Fact]
    public void What_is_encrypted_is_decrypted_to_the_same() =>
        Gen.String.Sample(static text => Crypter.Decrypt(Crypter.Encrypt(text)) == text);

    [Fact]
    public void No_ciphertext_is_ever_made_twice() => Assert.NotEqual(Crypter.Encrypt("x"), Crypter.Encrypt("x"));

    [Fact]
    public void The_same_passphrase_opens_what_it_wrote()
    {
        var again = PassphraseCrypter.Open("correct horse", Crypter.State);
        Assert.Equal("x", again.Decrypt(Crypter.Encrypt("x")));
        Assert.Equal(Crypter.State, again.State);
    }

    [Fact]
    public void Another_passphrase_is_refused() =>
        Assert.Throws<IncorrectPassphraseException>(static () => PassphraseCrypter.Open("wrong horse", Crypter.State));

    [Fact]
    public void A_salt_that_Pulumi_wrote_is_opened_by_its_passphrase() =>
        Assert.NotNull(PassphraseCrypter.Open("password", "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ=="));

    [Fact]
    public void A_damaged_ciphertext_is_noticed()
    {
        var ciphertext = Crypter.Encrypt("secret");
        var last = ciphertext[^4] == 'A' ? 'B' : 'A';
        Assert.Throws<AuthenticationTagMismatchException>(() => Crypter.Decrypt($"{ciphertext[..^4]}{last}{ciphertext[^3..]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v2:a:b")]
    [InlineData("v1:AAAA:AAAA")]
    [InlineData("v1:!:!")]
    public void What_is_no_ciphertext_is_refused(string text) => Assert.Throws<FormatException>(() => Crypter.Decrypt(text));
}
