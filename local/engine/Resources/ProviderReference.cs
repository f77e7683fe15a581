namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>Points at one configured provider: <c>URN::ID</c> of its resource.</summary>
public readonly record struct ProviderReference(Urn Urn, string Id)
{
    /// <summary>Stands for the id of a provider that a preview would create.</summary>
    public const string UnknownId = Protocol.Signatures.Unknown;

    /// <exception cref="FormatException">The text is no reference to a provider.</exception>
    public static ProviderReference Parse(string text)
    {
        var separator = text.LastIndexOf("::", StringComparison.Ordinal);
        if (separator < 0)
        {
            throw new FormatException($"'{text}' is not a reference to a provider; one looks like URN::ID");
        }

        var urn = Urn.Parse(text[..separator]);
        return ResourceTypes.IsProvider(urn.Type)
            ? new ProviderReference(urn, text[(separator + 2)..])
            : throw new FormatException($"'{text}' refers to a {urn.Type}, which is no provider");
    }

    public override string ToString() => $"{Urn}::{Id}";
}
