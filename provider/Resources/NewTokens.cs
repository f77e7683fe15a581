using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>The listings that new tokens of one deployment share: one an owner, begun when the first of its new tokens is there.</summary>
internal sealed class NewTokens
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<Listed>> _byOwner = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All tokens of the owner as they were when its first new one was there.</summary>
    /// <param name="owner">Whose tokens.</param>
    /// <param name="tokenId">A token that is there now.</param>
    /// <param name="list">Lists them.</param>
    public Task<Listed> ListAsync(string owner, string tokenId, Func<Task<IReadOnlyList<AccessToken>>> list)
    {
        lock (_gate)
        {
            return _byOwner.TryGetValue(owner, out var listed) && !listed.IsFaulted ? listed : _byOwner[owner] = ReadAsync();
        }

        async Task<Listed> ReadAsync() => new(tokenId, await list());
    }

    /// <summary>A listing.</summary>
    /// <param name="FirstId">The new token that it was made for.</param>
    /// <param name="Tokens">All tokens of the owner.</param>
    public sealed record Listed(string FirstId, IReadOnlyList<AccessToken> Tokens);
}
