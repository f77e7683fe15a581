namespace PulumiOrgs.Provider.Cloud;

/// <summary>A token that was just made.</summary>
/// <param name="Id">The key for finding and deleting it.</param>
/// <param name="Value">The secret itself. It is shown this once, and <see cref="object.ToString"/> leaves it out.</param>
public sealed record CreatedToken(string Id, string Value)
{
    /// <summary>Leaves the value out: a record printed into a message would carry it into a log.</summary>
    public override string ToString() => $"{nameof(CreatedToken)} {{ {nameof(Id)} = {Id}, {nameof(Value)} = [secret] }}";
}
