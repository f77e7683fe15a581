using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What a program sets of an access token, whoever it belongs to.</summary>
public abstract record AccessTokenArgs : OrganizationScopedArgs
{
    /// <summary>The most characters that the service takes.</summary>
    public const int MaxNameLength = 40;

    [Input("The token's name: at most 40 characters, never used before in the organization. Default: made from the resource's name.", Replaces = true)]
    [NotBlank, MaxLength(MaxNameLength), Autonamed(MaxNameLength)]
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

    [Output("The token itself. Absent after an import: the service shows it only once, when it is made.", Secret = true, WhenAbsent = Absence.ThereIsNone)]
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
    private const int MaxTries = 5;

    // An engine leaves five seconds after a cancellation: enough not to leave a token behind that no one knows.
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan CleanupGrace = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    protected ICloud Cloud { get; } = cloud;

    /// <summary>Whose tokens they are, in words: "the organization".</summary>
    protected abstract string Owner { get; }

    protected sealed override IEnumerable<CheckFailure> Check(CheckedInputs<TState> inputs)
    {
        var expires = inputs.Args.Expires;
        var isKnown = !inputs.Properties["expires"].IsUnknown;
        var now = clock.GetUtcNow();
        var latest = now.AddYears(MaxYears);

        // What was right when the token was made stays so: that the token has ended since is no fault of the program's.
        var isNew = inputs.OldProperties?.Find("expires")?.Unwrap() is not { } old || !old.Equals(inputs.Properties["expires"].Unwrap());
        if (isNew && (expires < 0 || (expires != 0 && expires <= now.ToUnixTimeSeconds())))
        {
            yield return new CheckFailure("expires", $"{Timestamp.Show(expires)} is in the past; give a later time, or 0 for a token that never ends");
        }
        else if (isNew && expires > latest.ToUnixTimeSeconds())
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

        // A name that was made up is nobody's wish: one that was spent has made way for another.
        if (draft.IsMadeUp("name"))
        {
            draft.Changes.Remove("name");
        }

        var keepsName = draft.Replaces && !draft.Changes.ContainsKey("name") && !draft.Changes.ContainsKey("organization") && !draft.IsMadeUp("name");
        if (keepsName && draft.IsPlanned && !draft.HasUnknowns)
        {
            throw new InputException(new CheckFailure(
                "name",
                $"a change of {string.Join(", ", draft.Changes.Keys)} takes a new token, and the name '{state.Name}' can never be used again; " +
                "change the name too, or leave it out and a fresh one is made for each token"));
        }
    }

    protected sealed override Task PreviewCreateAsync(ResourceContext context, TState inputs, CancellationToken cancellationToken) =>
        Cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    protected sealed override async Task<TState> CreateAsync(ResourceContext context, TState inputs, CancellationToken cancellationToken)
    {
        var (name, created) = await MakeAsync(context, inputs, cancellationToken);
        var now = Cloud.ServerTimeAt(clock.GetTimestamp()) ?? clock.GetUtcNow();
        var state = inputs with { Name = name, TokenId = created.Id, Value = created.Value, Created = Timestamp.Show(now) };
        try
        {
            return await DescribeAsync(context, state, cancellationToken);
        }
        catch (Exception exception) when (exception is CloudException or ResourceException or OperationCanceledException)
        {
            // The value is shown this once: a listing that fails must not cost it. A refresh fills in what is missing.
            return state;
        }
    }

    protected sealed override async Task<TState?> ReadAsync(TState last, bool import, CancellationToken cancellationToken) =>
        await FindTokenAsync(last, cancellationToken) is { } token ? Observe(last, token) : null;

    protected sealed override async Task DeleteAsync(ResourceContext context, TState state, CancellationToken cancellationToken)
    {
        if (context.Deployment.InputsOf(context.Urn)?.Find("name")?.Unwrap() is StringValue wanted && wanted.Value == state.Name)
        {
            throw new ResourceException(
                $"the token '{state.Name}' of '{state.Organization}' is not deleted: what is to replace it has the same name, which can never be used again. " +
                "Change the name too, or leave it out and a fresh one is made for each token.");
        }

        var caller = await Cloud.Users.GetCurrentAsync(cancellationToken);
        if (caller.IsMachine && caller.Token!.Name == state.Name && IsSame(caller.Token.Organization, state.Organization))
        {
            await context.WarnAsync(
                $"the token '{state.Name}' of '{state.Organization}' is the one that this deployment uses, so it is left as it is, though the stack has it no longer. " +
                $"Delete it with another token, when nothing uses it any more: its id is {state.TokenId}.",
                cancellationToken);
            return;
        }

        await Cloud.UnlessGoneAsync(state.Organization, DeleteTokenAsync(state, state.TokenId, cancellationToken), cancellationToken);
    }

    /// <summary>Asks for a token.</summary>
    protected abstract Task<CreatedToken> CreateTokenAsync(TState inputs, CancellationToken cancellationToken);

    /// <summary>Finds the token with the state's id; null when there is none.</summary>
    protected abstract Task<AccessToken?> FindTokenAsync(TState state, CancellationToken cancellationToken);

    /// <summary>All tokens of the same owner, expired ones included.</summary>
    protected abstract Task<IReadOnlyList<AccessToken>> ListTokensAsync(TState inputs, CancellationToken cancellationToken);

    /// <summary>Deletes a token of the same owner.</summary>
    protected abstract Task DeleteTokenAsync(TState state, string tokenId, CancellationToken cancellationToken);

    /// <summary>Says whether a token is what the inputs ask for, but for its name.</summary>
    protected virtual bool IsAsAsked(TState inputs, AccessToken token) => token.Description == inputs.Description && token.Expires == inputs.Expires;

    /// <summary>Whose tokens they are, to tell them apart.</summary>
    protected abstract string OwnerOf(TState inputs);

    /// <summary>Takes over what the server says of a token.</summary>
    protected virtual TState Observe(TState last, AccessToken token) => last with
    {
        Name = token.Name,
        Description = token.Description,
        Expires = token.Expires,
        Created = token.Created is { } created && !IsAbout(last.Created, created) ? Timestamp.Show(created) : last.Created,
        LastUsed = token.LastUsed,
        CreatedBy = token.CreatedBy,
    };

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    // A new token is dated by the answer that brings it, which comes a little after the server dates it.
    private static bool IsAbout(string recorded, DateTimeOffset time) =>
        DateTimeOffset.TryParse(recorded, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && (date - time).Duration() <= ServerClock.Slack;

    /// <summary>Says whether this provider made the name up, by chance, so that nobody else can have used it.</summary>
    private static bool IsOwnMaking(ResourceContext context, string name)
    {
        var stem = Autonaming.StemOf(context.Name, AccessTokenArgs.MaxNameLength);
        return name.StartsWith(stem, StringComparison.Ordinal) && name.Length > stem.Length && name.AsSpan(stem.Length).IndexOfAnyExcept(Hexadecimal) < 0;
    }

    /// <summary>Makes a token whose value is known, under another name if an answer is lost and with it a name.</summary>
    private async Task<(string Name, CreatedToken Token)> MakeAsync(ResourceContext context, TState inputs, CancellationToken cancellationToken)
    {
        var wanted = inputs;
        var began = clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            CloudException failure;
            try
            {
                return (wanted.Name, await AskAsync(wanted, cancellationToken));
            }
            catch (CloudException conflict) when (conflict.Reason == CloudFailure.Conflict && tries == 1)
            {
                throw IsSpent(wanted, conflict);
            }
            catch (CloudException lost) when (lost.MayHaveHappened || lost.Reason == CloudFailure.Conflict)
            {
                failure = lost;
            }
            catch (OperationCanceledException cancelled)
            {
                using var grace = new CancellationTokenSource(CleanupGrace, clock);
                await WithdrawAsync(context, wanted, began, "cancelled while the token was made", cancelled, grace.Token);
                throw MayAppear(wanted, "cancelled while the token was made", cancelled);
            }

            var isDeleted = await WithdrawAsync(context, wanted, began, failure.Message, failure, cancellationToken);
            if (isDeleted && !IsOwnMaking(context, wanted.Name))
            {
                throw new ResourceException(
                    $"{failure.Message}: the token had been made, but its value was lost with the answer, so it was deleted. The name '{wanted.Name}' is spent: " +
                    "choose another, or leave it out and one is made.",
                    failure);
            }

            if (!isDeleted && failure.Reason == CloudFailure.Conflict)
            {
                throw IsSpent(wanted, failure);
            }

            if (tries == MaxTries)
            {
                throw isDeleted
                    ? new ResourceException($"{failure.Message}: the tokens that were made were deleted, since their values were lost. Run the deployment again.", failure)
                    : MayAppear(wanted, failure.Message, failure);
            }

            if (isDeleted)
            {
                (wanted, began) = (wanted with { Name = Autonaming.Another(context.Name, AccessTokenArgs.MaxNameLength) }, clock.GetTimestamp());
            }

            await Task.Delay(RetryDelay * Math.Pow(2, tries - 1), clock, cancellationToken);
        }
    }

    /// <summary>Asks for a token, and waits a little for the answer to what was cancelled: it alone has the value.</summary>
    private async Task<CreatedToken> AskAsync(TState inputs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var end = new CancellationTokenSource();
        var answer = CreateTokenAsync(inputs, end.Token);
        try
        {
            return await answer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!answer.IsCompleted)
        {
            using var grace = new CancellationTokenSource(AnswerGrace, clock);
            await ((Task)answer).WaitAsync(grace.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await end.CancelAsync();
            return await answer;
        }
    }

    /// <summary>
    /// Deletes the token whose answer was lost, since nobody has its value, so that no token exists that no one knows. False when there is none.
    /// </summary>
    /// <exception cref="ResourceException">There is one that may be somebody else's, or it could not be found out.</exception>
    private async Task<bool> WithdrawAsync(
        ResourceContext context, TState inputs, long began, string what, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            var tokens = await ListTokensAsync(inputs, cancellationToken);
            if (tokens.FirstOrDefault(token => token.Name == inputs.Name) is not { } orphan)
            {
                return false;
            }

            if (!await IsOursAsync(context, inputs, orphan, began, cancellationToken))
            {
                throw new ResourceException(
                    $"{what}: {Owner} has a token named '{inputs.Name}' (id {orphan.Id}, made by {orphan.CreatedBy}) that may be somebody else's, so it is left as it is. " +
                    "Choose another name, or leave it out and one is made. If nobody has that token's value, delete it.",
                    failure);
            }

            await DeleteTokenAsync(inputs, orphan.Id, cancellationToken);
            return true;
        }
        catch (Exception cleanup) when (cleanup is CloudException or OperationCanceledException)
        {
            throw MayAppear(inputs, $"{what} (and looking for it failed: {cleanup.Message})", cleanup);
        }
    }

    private static ResourceException IsSpent(TState inputs, CloudException conflict) => new(
        $"{conflict.Message}: the name '{inputs.Name}' was used before in '{inputs.Organization}', perhaps by a token that is deleted by now; " +
        "a token's name can never be used again. Choose another, or leave it out and one is made.",
        conflict);

    private ResourceException MayAppear(TState inputs, string what, Exception cause) => new(
        $"{what}: no token named '{inputs.Name}' is to be seen among {Owner}'s, but one may still appear, whose value nobody has; its name is spent then. " +
        $"`pulumi stack export | pulumi-resource-orgs tokens --organization {inputs.Organization} --unknown-to -` tells of it and how to delete it. " +
        "Run the deployment again.",
        cause);

    // In doubt it is not: a token that somebody works with must not be revoked.
    private async Task<bool> IsOursAsync(ResourceContext context, TState inputs, AccessToken token, long began, CancellationToken cancellationToken)
    {
        if (token.LastUsed != 0 || context.Deployment.Holds(context.Type, IdOf(inputs, token)))
        {
            return false;
        }

        if (IsOwnMaking(context, token.Name))
        {
            return true;
        }

        var caller = await Cloud.Users.GetCurrentAsync(cancellationToken);
        return IsAsAsked(inputs, token)
            && IsSame(token.CreatedBy, caller.Username)
            && token.Created is { } created && Cloud.ServerTimeAt(began) is { } asked && created >= asked - ServerClock.Slack;
    }

    private string IdOf(TState inputs, AccessToken token) => $"{OwnerOf(inputs)}/{token.Id}";

    /// <summary>
    /// Completes a new token with what only a listing tells, and looks in it for tokens that were left behind. All new tokens of an owner
    /// share one listing.
    /// </summary>
    private async Task<TState> DescribeAsync(ResourceContext context, TState state, CancellationToken cancellationToken)
    {
        var listed = await context.Deployment.Part(static () => new NewTokens())
            .ListAsync(OwnerOf(state), state.TokenId, () => ListTokensAsync(state, CancellationToken.None))
            .WaitAsync(cancellationToken);
        var token = listed.Tokens.FirstOrDefault(token => token.Id == state.TokenId);
        var maker = listed.Tokens.FirstOrDefault(token => token.Id == listed.FirstId)?.CreatedBy ?? "";
        await WarnOfLeftoversAsync(context, state, listed.Tokens, maker, cancellationToken);
        return token is null ? state with { CreatedBy = maker } : Observe(state, token);
    }

    // A deployment that was killed leaves a token whose value nobody has. Another stack may have made one like it, so it is only told of.
    private async Task WarnOfLeftoversAsync(
        ResourceContext context, TState state, IReadOnlyList<AccessToken> tokens, string maker, CancellationToken cancellationToken)
    {
        if (!IsOwnMaking(context, state.Name))
        {
            return;
        }

        var since = (Cloud.ServerTimeAt(clock.GetTimestamp()) ?? clock.GetUtcNow()).AddDays(-1);
        var leftovers = tokens.Where(token => token.Id != state.TokenId
            && IsOwnMaking(context, token.Name)
            && token.LastUsed == 0
            && token.CreatedBy == maker
            && token.Created > since
            && IsAsAsked(state, token)
            && !context.Deployment.Holds(context.Type, IdOf(state, token))).ToList();
        if (leftovers.Count > 0)
        {
            await context.WarnAsync(
                $"{Owner} has tokens that look as if an earlier deployment made them for this resource and was cut off, so that nobody has their values: " +
                $"{string.Join(", ", leftovers.Select(static token => $"{token.Name} (id {token.Id})"))}. " +
                $"`pulumi stack export | pulumi-resource-orgs tokens --organization {state.Organization} --unknown-to -` tells which tokens no stack knows and how to delete them.",
                cancellationToken);
        }
    }
}
