using System.Diagnostics.CodeAnalysis;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What a program sets of an access token, whoever it belongs to.</summary>
public abstract record AccessTokenArgs : OrganizationScopedArgs
{
    /// <summary>The most characters that the service takes.</summary>
    public const int MaxNameLength = 40;

    [Input("The token's name: at most 40 characters, never used before in the organization. Default: made from the resource's name.", Replaces = true)]
    [NotBlank, MaxLength(MaxNameLength)]
    public string Name { get; init; } = "";

    [Input("What the token is for.", Replaces = true, Default = "")]
    public string Description { get; init; } = "";

    [Input("When the token ends, in Unix seconds (UTC): at most two years ahead; 0 = never.", Replaces = true, Default = 0)]
    public long Expires { get; init; }

    [Input("Replace the token at the first deployment within this time of its end: a span such as `30d`, `720h` or `P30D`. With it, `expires` may move with the clock: a later end alone does not replace the token before that time. Default: replaced when `expires` changes.")]
    [Duration, SteersProvider]
    public string? RotateBefore { get; init; }
}

/// <summary>That, and what the server adds.</summary>
public abstract record AccessTokenState : AccessTokenArgs
{
    [Output("The token's identifier.")]
    public string TokenId { get; init; } = "";

    [Output("The token itself. Absent after an import: the service shows it only once, when it is made.", Secret = true, MayBeAbsent = true)]
    public string? Value { get; init; }

    [Output("When the token was made, in ISO 8601 (UTC).")]
    public string Created { get; init; } = "";

    [Output("When the token was last used, in Unix seconds (UTC); 0 = never.")]
    public long LastUsed { get; init; }

    [Output("The login of whoever made the token.")]
    public string CreatedBy { get; init; } = "";
}

/// <summary>
/// An access token, whoever it belongs to: how it is named, when it is replaced, and what becomes of one whose value was
/// lost. Whose it is, and by which calls it is made, the resources say that derive from this.
/// </summary>
/// <typeparam name="TState">The properties; as inputs it has what only the server adds empty.</typeparam>
public abstract class AccessTokenResource<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TState>(
    ICloud cloud, TimeProvider clock) : Resource<TState, TState>
    where TState : AccessTokenState, new()
{
    private const int MaxYears = 2;

    // Clocks differ: a token that seems a little older than the request for it may still be that request's.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(4);

    protected ICloud Cloud { get; } = cloud;

    /// <summary>Whose tokens they are, in words: "the organization".</summary>
    protected abstract string Owner { get; }

    protected sealed override PropertyMap Prepare(PropertyMap inputs, PropertyMap? oldInputs, Autonaming autonaming, out CheckFailure? fault)
    {
        fault = null;
        if (inputs.Find("name") is not null)
        {
            return inputs;
        }

        // A name once made stays with its token; a replacement comes without old inputs and so gets a new one.
        if (oldInputs?.Find("name") is { } kept)
        {
            return MadeUp.Mark(inputs.With("name", kept), "name");
        }

        var (name, reason) = autonaming.MakeName(AccessTokenArgs.MaxNameLength);
        fault = reason is null ? null : new CheckFailure("name", reason);
        return name is null ? inputs : MadeUp.Mark(inputs.With("name", name), "name");
    }

    protected sealed override IEnumerable<CheckFailure> Check(CheckedInputs<TState> inputs)
    {
        var expires = inputs.Args.Expires;
        var isKnown = !inputs.Properties["expires"].IsUnknown;
        var now = clock.GetUtcNow();
        var latest = now.AddYears(MaxYears);
        if (expires < 0 || (expires != 0 && expires <= now.ToUnixTimeSeconds()))
        {
            yield return new CheckFailure("expires", $"{Timestamp.Show(expires)} is in the past; give a later time, or 0 for a token that never ends");
        }
        else if (expires > latest.ToUnixTimeSeconds())
        {
            yield return new CheckFailure(
                "expires",
                $"{Timestamp.Show(expires)} is more than two years ahead; give Unix seconds (not milliseconds) up to {Timestamp.Show(latest.ToUnixTimeSeconds())}");
        }

        if (inputs.Has("rotateBefore") && expires == 0 && isKnown)
        {
            yield return new CheckFailure("rotateBefore", "has no meaning for a token that never ends; give expires too");
        }
    }

    protected sealed override void Refine(DiffDraft<TState, TState> draft)
    {
        var (state, inputs) = (draft.State, draft.Inputs);
        var window = inputs.RotateBefore is { } text ? Duration.Parse(text) ?? TimeSpan.Zero : TimeSpan.Zero;
        var isDue = state.Expires != 0 && clock.GetUtcNow() >= DateTimeOffset.FromUnixTimeSeconds(state.Expires) - window;
        if (isDue)
        {
            if (inputs.Expires != state.Expires)
            {
                // Also where a change of expires is ignored: an expired token is of no use to anybody.
                draft.Changes["expires"] = new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false);
            }
            else
            {
                draft.Warnings.Add(
                    $"the token ends at {Timestamp.Show(state.Expires)} and is due for rotation, but the program gives the new one the same end; give a later expires");
            }
        }
        else if (inputs.RotateBefore is not null && inputs.Expires >= state.Expires && state.Expires != 0)
        {
            draft.Changes.Remove("expires");
        }

        if (draft.Replaces && !draft.Changes.ContainsKey("name") && !draft.Changes.ContainsKey("organization") && !draft.IsMadeUp("name"))
        {
            throw new InputException(new CheckFailure(
                "name",
                $"a change of {string.Join(", ", draft.Changes.Keys)} takes a new token, and the name '{state.Name}' can never be used again; " +
                "change the name too, or leave it out and a fresh one is made for each token"));
        }
    }

    protected sealed override async Task<TState> CreateAsync(ResourceContext context, TState inputs, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        CreatedToken created;
        try
        {
            created = await CreateTokenAsync(inputs, cancellationToken).ConfigureAwait(false);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.Conflict)
        {
            throw new ResourceException(
                $"{failure.Message}: the name '{inputs.Name}' was used before in '{inputs.Organization}', perhaps by a token that is deleted by now; " +
                "a token's name can never be used again. Choose another, or leave it out and one is made.",
                failure);
        }
        catch (CloudException failure) when (failure.MayHaveHappened)
        {
            throw await WithdrawAsync(inputs, asked, failure.Message, failure, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            // The engine leaves a few seconds after a cancellation: enough not to leave a token behind that no one knows.
            using var grace = new CancellationTokenSource(CancellationGrace, clock);
            throw await WithdrawAsync(inputs, asked, "cancelled while the token was made", cancelled, grace.Token).ConfigureAwait(false);
        }

        var state = inputs with { TokenId = created.Id, Value = created.Value, Created = Timestamp.Show(asked) };
        try
        {
            return await ReadAsync(state, import: false, cancellationToken).ConfigureAwait(false) ?? state;
        }
        catch (Exception exception) when (exception is CloudException or ResourceException or OperationCanceledException)
        {
            // The value is shown this once: a listing that fails must not cost it. A refresh fills in what is missing.
            return state;
        }
    }

    protected sealed override async Task<TState?> ReadAsync(TState last, bool import, CancellationToken cancellationToken) =>
        await FindTokenAsync(last, cancellationToken).ConfigureAwait(false) is { } token ? Observe(last, token) : null;

    protected sealed override Task DeleteAsync(ResourceContext context, TState state, CancellationToken cancellationToken) => Cloud.UnlessGoneAsync(
        state.Organization, DeleteTokenAsync(state, state.TokenId, cancellationToken), cancellationToken);

    /// <summary>Asks for a token.</summary>
    protected abstract Task<CreatedToken> CreateTokenAsync(TState inputs, CancellationToken cancellationToken);

    /// <summary>Finds the token with the state's id; null when there is none.</summary>
    protected abstract Task<AccessToken?> FindTokenAsync(TState state, CancellationToken cancellationToken);

    /// <summary>All tokens of the same owner, expired ones included.</summary>
    protected abstract Task<IReadOnlyList<AccessToken>> ListTokensAsync(TState inputs, CancellationToken cancellationToken);

    /// <summary>Deletes a token of the same owner.</summary>
    protected abstract Task DeleteTokenAsync(TState state, string tokenId, CancellationToken cancellationToken);

    /// <summary>Takes over what the server says of a token.</summary>
    protected virtual TState Observe(TState last, AccessToken token) => last with
    {
        Name = token.Name,
        Description = token.Description,
        Expires = token.Expires,
        Created = token.Created is { } created ? Timestamp.Show(created) : last.Created,
        LastUsed = token.LastUsed,
        CreatedBy = token.CreatedBy,
    };

    // The answer was lost: if the token was made, nobody has its value. It is deleted, so that no token exists that no one knows.
    private async Task<ResourceException> WithdrawAsync(
        TState inputs, DateTimeOffset asked, string what, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            var tokens = await ListTokensAsync(inputs, cancellationToken).ConfigureAwait(false);
            var orphan = tokens.FirstOrDefault(token => token.Name == inputs.Name);
            if (orphan is null)
            {
                return new ResourceException($"{what}: no token was made. Run the deployment again.", failure);
            }

            // A token of that name that is older, or in use, is somebody's: the lost answer was then a refusal.
            if (orphan.LastUsed != 0 || orphan.Created is not { } made || made < asked - ClockSkew)
            {
                return new ResourceException(
                    $"{what}: {Owner} had a token named '{inputs.Name}' before. Choose another name, or leave it out and one is made.",
                    failure);
            }

            await DeleteTokenAsync(inputs, orphan.Id, cancellationToken).ConfigureAwait(false);
            return new ResourceException(
                $"{what}: the token had been made, but its value was lost with the answer, so it was deleted. The name '{inputs.Name}' is spent: " +
                "run the deployment again if the name was made, choose another if the program gives it.",
                failure);
        }
        catch (Exception cleanup) when (cleanup is CloudException or OperationCanceledException)
        {
            return new ResourceException(
                $"{what}: a token named '{inputs.Name}' may have been made whose value nobody has, and that could not be found out " +
                $"({cleanup.Message}). Look for it among {Owner}'s tokens and delete it; its name is spent.",
                cleanup);
        }
    }
}
