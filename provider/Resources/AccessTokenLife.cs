using System.Buffers;
using System.Globalization;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What a program sets of an access token, whoever it belongs to.</summary>
public sealed record AccessTokenArgs
{
    /// <summary>The most characters that the service takes.</summary>
    public const int MaxNameLength = 40;

    [Input("The token's name: at most 40 characters, never used before in the organization. Default: made from the resource's name.", Replaces = true)]
    [NotBlank, MaxLength(MaxNameLength), Autonamed(MaxNameLength)]
    public string Name { get; init; } = "";

    [Input("What the token is for.", Replaces = true, Default = "")]
    public string Description { get; init; } = "";

    [Input("When the token ends, in Unix seconds (UTC): at most two years ahead; 0 = never. With `expiresAfter`, the end that came of it.",
        Replaces = true, Default = 0)]
    [ComputedFrom(nameof(ExpiresAfter))]
    public long Expires { get; init; }

    [Input("How long the token lives from when it is made, instead of `expires`: a span such as `90d`, `2160h` or `P90D`, at most two " +
        "years (`730d`). Another span, longer or shorter, replaces the token at the next deployment; the same one leaves it alone until " +
        "it has ended, or is within `rotateBefore` of its end, and replaces it then. A token that was imported, or made with `expires`, " +
        "is taken as it is, unless it ends later than a new one would.", Replaces = true, WhenAbsent = Absence.NeverTold)]
    [Duration]
    public string? ExpiresAfter { get; init; }

    [Input("Replace the token at the first deployment within this time of its end: a span such as `30d`, `720h` or `P30D`, shorter than " +
        "the token's life. Not with a `name` that the program gives, which could not be used again. With it, `expires` may move with the " +
        "clock: a later end alone does not replace the token before that time. Default: replaced when `expires` changes, or when a token " +
        "of `expiresAfter` has ended.")]
    [Duration, SteersProvider]
    public string? RotateBefore { get; init; }
}

/// <summary>What the server adds to it.</summary>
public sealed record AccessTokenOutputs
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

/// <summary>Whose access token it is, and by which calls such a token is made, found and deleted.</summary>
internal interface IAccessTokenOwner
{
    string Organization { get; }

    /// <summary>What tells the owner from others; a token's id begins with it.</summary>
    string Id { get; }

    /// <summary>The owner in words: "the organization".</summary>
    string Noun { get; }

    Task<CreatedToken> CreateAsync(AccessTokenArgs token, CancellationToken cancellationToken);

    /// <summary>The token of that id; null when there is none.</summary>
    Task<AccessToken?> FindAsync(string tokenId, CancellationToken cancellationToken);

    /// <summary>All tokens of the owner, expired ones included.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken);

    Task DeleteAsync(string tokenId, CancellationToken cancellationToken);

    /// <summary>Says whether a token may what is asked for.</summary>
    bool HasRights(AccessToken token);
}

/// <summary>A token that exists.</summary>
/// <param name="Inputs">What a program would say of it.</param>
/// <param name="Outputs">What the server adds.</param>
/// <param name="Listed">The service's own word; null where it could not be had.</param>
internal sealed record ManagedToken(AccessTokenArgs Inputs, AccessTokenOutputs Outputs, AccessToken? Listed = null);

/// <summary>
/// The life of an owner's access tokens: how they are named, when they are replaced, and what becomes of one whose value was lost.
/// </summary>
internal sealed class AccessTokenLife(ICloud cloud, TimeProvider clock, IAccessTokenOwner owner)
{
    private const int MaxYears = 2;
    private const int MaxDays = 730;
    private const int MaxTries = 5;

    private static readonly PropertyName OrganizationInput = PropertyName.Of<OrganizationScopedArgs>(static args => args.Organization);
    private static readonly PropertyName NameInput = PropertyName.Of<AccessTokenArgs>(static token => token.Name);
    private static readonly PropertyName ExpiresInput = PropertyName.Of<AccessTokenArgs>(static token => token.Expires);
    private static readonly PropertyName ExpiresAfterInput = PropertyName.Of<AccessTokenArgs>(static token => token.ExpiresAfter);
    private static readonly PropertyName RotateBeforeInput = PropertyName.Of<AccessTokenArgs>(static token => token.RotateBefore);

    // An engine leaves five seconds after a cancellation: enough not to leave a token behind that no one knows.
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan CleanupGrace = TimeSpan.FromSeconds(1.5);

    // By so much a token may outlive a new one: clocks differ, and a console may round an end up.
    private static readonly TimeSpan Rounding = TimeSpan.FromDays(1);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Checks what a program says of a token.</summary>
    public IEnumerable<CheckFailure> Check<TArgs>(AccessTokenArgs token, CheckedInputs<TArgs> inputs) =>
    [
        // What was right when the token was made stays so: that the token has ended since is no fault of the program's.
        .. inputs.IsNew(ExpiresInput) ? CheckEnd(token.Expires) : [],
        .. SpanOf(token.ExpiresAfter) is { } life ? CheckLife(life, token.ExpiresAfter!) : [],
        .. inputs.Has(RotateBeforeInput) ? CheckRotation(token, inputs) : [],
    ];

    /// <summary>Says when a difference takes a new token, and when its end alone does.</summary>
    public void Refine<TArgs, TState>(DiffDraft<TArgs, TState> draft, AccessTokenArgs state, AccessTokenArgs inputs)
    {
        if (draft.Query.Inputs.Find(ExpiresAfterInput) is not null)
        {
            RefineLife(draft, state, inputs);
        }
        else if (IsDue(state, inputs))
        {
            if (inputs.Expires != state.Expires)
            {
                // Also where a change of expires is ignored: an expired token is of no use to anybody.
                draft.Changes[ExpiresInput] = new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false);
            }
            else
            {
                draft.Warnings.Add(
                    $"the token ends at {Timestamp.Show(state.Expires)} and is due for rotation, but the program gives the new one the same end; " +
                    "give a later expires, or expiresAfter instead");
            }
        }
        else if (inputs.RotateBefore is not null && inputs.Expires >= state.Expires && state.Expires != 0)
        {
            draft.Changes.Remove(ExpiresInput);
        }

        // A name that was made up is nobody's wish: one that was spent has made way for another.
        if (draft.IsMadeUp(NameInput))
        {
            draft.Changes.Remove(NameInput);
        }

        var keepsName = draft.Replaces && !draft.Changes.ContainsKey(NameInput) && !draft.Changes.ContainsKey(OrganizationInput) && !draft.IsMadeUp(NameInput);
        if (keepsName && draft.IsPlanned && !draft.HasUnknowns)
        {
            throw new InputException(new CheckFailure(
                NameInput,
                $"a change of {string.Join(", ", draft.Changes.Keys)} takes a new token, and the name '{state.Name}' can never be used again; " +
                "change the name too, or leave it out and a fresh one is made for each token"));
        }
    }

    /// <summary>Tells why a token is replaced of which the program says nothing else than before.</summary>
    public Task ReviewAsync<TArgs, TState>(
        ResourceContext context, DiffDraft<TArgs, TState> draft, AccessTokenArgs state, AccessTokenArgs inputs, CancellationToken cancellationToken) =>
        draft.Changes.ContainsKey(ExpiresInput) && IsDue(state, inputs)
            ? context.InformAsync($"the token '{state.Name}' {ShowEnd(state, inputs)}: a new one replaces it", cancellationToken)
            : Task.CompletedTask;

    public Task PreviewCreateAsync(ResourceContext context, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, owner.Organization, cancellationToken);

    public async Task<ManagedToken> CreateAsync(ResourceContext context, AccessTokenArgs inputs, CancellationToken cancellationToken)
    {
        var (asked, created) = await MakeAsync(context, inputs, cancellationToken);
        var made = new ManagedToken(
            asked, new AccessTokenOutputs { TokenId = created.Id, Value = created.Value, Created = Timestamp.Show(cloud.Now(clock)) });
        try
        {
            return await DescribeAsync(context, made, cancellationToken);
        }
        catch (Exception exception) when (exception is CloudException or ResourceException or OperationCanceledException)
        {
            // The value is shown this once: a listing that fails must not cost it. A refresh fills in what is missing.
            return made;
        }
    }

    public async Task<ManagedToken?> ReadAsync(AccessTokenArgs inputs, AccessTokenOutputs last, CancellationToken cancellationToken) =>
        await owner.FindAsync(last.TokenId, cancellationToken) is { } token ? Observe(inputs, last, token) : null;

    public async Task DeleteAsync(ResourceContext context, string name, string tokenId, CancellationToken cancellationToken)
    {
        if (context.Deployment.InputsOf(context.Urn)?.Find(NameInput)?.Unwrap() is StringValue wanted && wanted.Value == name)
        {
            throw new ResourceException(
                $"the token '{name}' of '{owner.Organization}' is not deleted: what is to replace it has the same name, which can never be used again. " +
                "Change the name too, or leave it out and a fresh one is made for each token.");
        }

        var caller = await cloud.Users.GetCurrentAsync(cancellationToken);
        if (caller.IsMachine && caller.Token!.Name == name && IsSame(caller.Token.Organization, owner.Organization))
        {
            await context.WarnAsync(
                $"the token '{name}' of '{owner.Organization}' is the one that this deployment uses, so it is left as it is, though the " +
                "stack has it no longer. " +
                $"Delete it with another token, when nothing uses it any more: its id is {tokenId}.",
                cancellationToken);
            return;
        }

        await cloud.UnlessGoneAsync(owner.Organization, owner.DeleteAsync(tokenId, cancellationToken), cancellationToken);
    }

    private static TimeSpan? SpanOf(string? text) => text is null ? null : Duration.Parse(text);

    private static IEnumerable<CheckFailure> CheckLife(TimeSpan life, string text)
    {
        if (life < TimeSpan.FromSeconds(1))
        {
            yield return new CheckFailure(ExpiresAfterInput, $"'{text}' is no time to live; give a longer span, such as '90d'");
        }
        else if (life > TimeSpan.FromDays(MaxDays))
        {
            yield return new CheckFailure(ExpiresAfterInput, $"'{text}' is more than two years; give a span up to '{MaxDays}d'");
        }
    }

    private IEnumerable<CheckFailure> CheckEnd(long expires)
    {
        var now = clock.GetUtcNow();
        var latest = now.AddYears(MaxYears).ToUnixTimeSeconds();
        if (expires < 0 || (expires != 0 && expires <= now.ToUnixTimeSeconds()))
        {
            yield return new CheckFailure(ExpiresInput, $"{Timestamp.Show(expires)} is in the past; give a later time, or 0 for a token that never ends");
        }
        else if (expires > latest)
        {
            yield return new CheckFailure(
                ExpiresInput,
                $"{Timestamp.Show(expires)} is more than two years ahead; give Unix seconds (not milliseconds) up to {Timestamp.Show(latest)}");
        }
    }

    /// <summary>Finds a rotation that cannot work. What an earlier deployment accepted stays right, however late it is by now.</summary>
    private IEnumerable<CheckFailure> CheckRotation<TArgs>(AccessTokenArgs token, CheckedInputs<TArgs> inputs)
    {
        if (inputs.IsGiven(NameInput) && !(inputs.WasGiven(NameInput) && inputs.WasGiven(RotateBeforeInput)))
        {
            yield return new CheckFailure(
                RotateBeforeInput,
                "does not go with a name: each new token takes a name of its own, for none can ever be used again; " +
                "leave name out, and a fresh one is made for each token, or leave rotateBefore out");
        }

        if (inputs.Has(ExpiresAfterInput))
        {
            if (SpanOf(token.RotateBefore) >= SpanOf(token.ExpiresAfter))
            {
                yield return new CheckFailure(
                    RotateBeforeInput,
                    $"'{token.RotateBefore}' is as long as the token lives ('{token.ExpiresAfter}'), so every deployment would make a new one; " +
                    "give a shorter span, or a longer expiresAfter");
            }
        }
        else if (inputs.Properties.Find(ExpiresInput)?.IsUnknown == true)
        {
            yield break;
        }
        else if (token.Expires == 0)
        {
            yield return new CheckFailure(RotateBeforeInput, "has no meaning for a token that never ends; give expiresAfter too, or expires");
        }
        else if ((inputs.IsNew(ExpiresInput) || inputs.IsNew(RotateBeforeInput))
            && SpanOf(token.RotateBefore)?.TotalSeconds >= SecondsLeft(token.Expires))
        {
            yield return new CheckFailure(
                RotateBeforeInput,
                $"'{token.RotateBefore}' is all the time that is left until {Timestamp.Show(token.Expires)}, so a new token would be due at once; " +
                "give a shorter span, or a later expires");
        }
    }

    /// <summary>What a token's end does that the provider counts from its making, be it near or another than asked for.</summary>
    private void RefineLife<TArgs, TState>(DiffDraft<TArgs, TState> draft, AccessTokenArgs state, AccessTokenArgs inputs)
    {
        var isRecorded = state.ExpiresAfter is not null || draft.Query.OldInputs.Find(ExpiresAfterInput) is not null;
        if (!isRecorded && SpanOf(inputs.ExpiresAfter) is { } life && !draft.IsIgnored(ExpiresAfterInput)
            && (state.Expires == 0 || SecondsLeft(state.Expires) > life.TotalSeconds + Rounding.TotalSeconds))
        {
            draft.Changes[ExpiresAfterInput] = new PropertyChange(ChangeKind.Add, Replaces: true, AgainstInputs: false);
        }

        // A refresh asks for differences too, and that time has passed is none.
        if (!draft.IsPlanned || !IsDue(state, inputs))
        {
            return;
        }

        if (draft.IsMadeUp(NameInput))
        {
            draft.Changes[ExpiresInput] = new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false);
        }
        else if (!draft.Replaces)
        {
            draft.Warnings.Add(
                $"the token '{state.Name}' {ShowEnd(state, inputs)}, but no new one can have its name; " +
                "change the name, or leave it out and a fresh one is made for each token");
        }
    }

    /// <summary>Says whether the token has ended, or is as near to its end as the program wants it replaced.</summary>
    private bool IsDue(AccessTokenArgs state, AccessTokenArgs inputs) => state.Expires != 0 && SecondsLeft(RotationOf(state, inputs)) <= 0;

    // In seconds: a span may be longer than any calendar.
    private static long RotationOf(AccessTokenArgs state, AccessTokenArgs inputs) =>
        state.Expires - (long)(SpanOf(inputs.RotateBefore) ?? TimeSpan.Zero).TotalSeconds;

    private long SecondsLeft(long time) => time - clock.GetUtcNow().ToUnixTimeSeconds();

    private string ShowEnd(AccessTokenArgs state, AccessTokenArgs inputs) => SecondsLeft(state.Expires) <= 0
        ? $"has ended at {Timestamp.Show(state.Expires)}"
        : $"ends at {Timestamp.Show(state.Expires)} and is due for rotation since {Timestamp.Show(RotationOf(state, inputs))}";

    private static ManagedToken Observe(AccessTokenArgs inputs, AccessTokenOutputs last, AccessToken token) => new(
        inputs with { Name = token.Name, Description = token.Description, Expires = token.Expires },
        last with
        {
            Created = token.Created is { } created && !IsAbout(last.Created, created) ? Timestamp.Show(created) : last.Created,
            LastUsed = token.LastUsed,
            CreatedBy = token.CreatedBy,
        },
        token);

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    // A new token is dated by the answer that brings it, which comes a little after the server dates it.
    private static bool IsAbout(string recorded, DateTimeOffset time) =>
        DateTimeOffset.TryParse(recorded, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        && (date - time).Duration() <= ServerClock.Slack;

    /// <summary>Says whether this provider made the name up, by chance, so that nobody else can have used it.</summary>
    private static bool IsOwnMaking(ResourceContext context, string name)
    {
        var stem = Autonaming.StemOf(context.Name, AccessTokenArgs.MaxNameLength);
        return name.StartsWith(stem, StringComparison.Ordinal) && name.Length > stem.Length && name.AsSpan(stem.Length).IndexOfAnyExcept(Hexadecimal) < 0;
    }

    /// <summary>Makes a token whose value is known, under another name if an answer is lost and with it a name.</summary>
    private async Task<(AccessTokenArgs Asked, CreatedToken Token)> MakeAsync(
        ResourceContext context, AccessTokenArgs inputs, CancellationToken cancellationToken)
    {
        var wanted = FromNow(inputs);
        var began = clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            CloudException failure;
            try
            {
                return (wanted, await AskAsync(wanted, cancellationToken));
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
                    $"{failure.Message}: the token had been made, but its value was lost with the answer, so it was deleted. The name " +
                    $"'{wanted.Name}' is spent: " +
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
                    ? new ResourceException($"{failure.Message}: the tokens that were made were deleted, since their values were lost. " +
                        "Run the deployment again.", failure)
                    : MayAppear(wanted, failure.Message, failure);
            }

            if (isDeleted)
            {
                wanted = FromNow(inputs) with { Name = Autonaming.Another(context.Name, AccessTokenArgs.MaxNameLength) };
                began = clock.GetTimestamp();
            }

            await Task.Delay(RetryDelay * Math.Pow(2, tries - 1), clock, cancellationToken);
        }
    }

    // Whatever is asked again under the same name has the same end: were the first answer only late, the token would be known by it.
    private AccessTokenArgs FromNow(AccessTokenArgs inputs) => SpanOf(inputs.ExpiresAfter) is { } life
        ? inputs with { Expires = cloud.Now(clock).ToUnixTimeSeconds() + (long)life.TotalSeconds }
        : inputs;

    /// <summary>Asks for a token, and waits a little for the answer to what was cancelled: it alone has the value.</summary>
    private async Task<CreatedToken> AskAsync(AccessTokenArgs inputs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var end = new CancellationTokenSource();
        var answer = owner.CreateAsync(inputs, end.Token);
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
        ResourceContext context, AccessTokenArgs inputs, long began, string what, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            var tokens = await owner.ListAsync(cancellationToken);
            if (tokens.FirstOrDefault(token => token.Name == inputs.Name) is not { } orphan)
            {
                return false;
            }

            if (!await IsOursAsync(context, inputs, orphan, began, cancellationToken))
            {
                throw new ResourceException(
                    $"{what}: {owner.Noun} has a token named '{inputs.Name}' (id {orphan.Id}, made by {orphan.CreatedBy}) that may be " +
                    "somebody else's, so it is left as it is. " +
                    "Choose another name, or leave it out and one is made. If nobody has that token's value, delete it.",
                    failure);
            }

            await owner.DeleteAsync(orphan.Id, cancellationToken);
            return true;
        }
        catch (Exception cleanup) when (cleanup is CloudException or OperationCanceledException)
        {
            throw MayAppear(inputs, $"{what} (and looking for it failed: {cleanup.Message})", cleanup);
        }
    }

    private ResourceException IsSpent(AccessTokenArgs inputs, CloudException conflict) => new(
        $"{conflict.Message}: the name '{inputs.Name}' was used before in '{owner.Organization}', perhaps by a token that is deleted by now; " +
        "a token's name can never be used again. Choose another, or leave it out and one is made.",
        conflict);

    private ResourceException MayAppear(AccessTokenArgs inputs, string what, Exception cause) => new(
        $"{what}: no token named '{inputs.Name}' is to be seen among {owner.Noun}'s, but one may still appear, whose value nobody has; " +
        "its name is spent then. " +
        $"`pulumi stack export | pulumi-resource-orgs tokens --organization {owner.Organization} --unknown-to -` tells of it and how to delete it. " +
        "Run the deployment again.",
        cause);

    private bool IsAsAsked(AccessTokenArgs inputs, AccessToken token) => IsAlike(inputs, token) && token.Expires == inputs.Expires;

    private bool IsAlike(AccessTokenArgs inputs, AccessToken token) => token.Description == inputs.Description && owner.HasRights(token);

    // In doubt it is not: a token that somebody works with must not be revoked.
    private async Task<bool> IsOursAsync(ResourceContext context, AccessTokenArgs inputs, AccessToken token, long began, CancellationToken cancellationToken)
    {
        if (token.LastUsed != 0 || context.Deployment.Holds(context.Type, IdOf(token)))
        {
            return false;
        }

        if (IsOwnMaking(context, token.Name))
        {
            return true;
        }

        var caller = await cloud.Users.GetCurrentAsync(cancellationToken);
        return IsAsAsked(inputs, token)
            && IsSame(token.CreatedBy, caller.Username)
            && token.Created is { } created && cloud.ServerTimeAt(began) is { } asked && created >= asked - ServerClock.Slack;
    }

    private string IdOf(AccessToken token) => $"{owner.Id}/{token.Id}";

    /// <summary>
    /// Completes a new token with what only a listing tells, and looks in it for tokens that were left behind. All new tokens of an owner
    /// share one listing.
    /// </summary>
    private async Task<ManagedToken> DescribeAsync(ResourceContext context, ManagedToken made, CancellationToken cancellationToken)
    {
        var tokenId = made.Outputs.TokenId;
        var listed = await context.Deployment.Part(static () => new NewTokens())
            .ListAsync(owner.Id, tokenId, () => owner.ListAsync(CancellationToken.None))
            .WaitAsync(cancellationToken);
        var token = listed.Tokens.FirstOrDefault(token => token.Id == tokenId);
        var maker = listed.Tokens.FirstOrDefault(token => token.Id == listed.FirstId)?.CreatedBy ?? "";
        await WarnOfLeftoversAsync(context, made, listed.Tokens, maker, cancellationToken);
        return token is null
            ? made with { Outputs = made.Outputs with { CreatedBy = maker } }
            : Observe(made.Inputs, made.Outputs, token);
    }

    // A token of the same life that was made earlier ends earlier.
    private static bool HasSameLife(AccessTokenArgs made, AccessToken earlier) => made.ExpiresAfter is null
        ? earlier.Expires == made.Expires
        : earlier.Expires <= made.Expires && earlier.Expires >= made.Expires - (long)LeftoverAge.TotalSeconds;

    // A deployment that was killed leaves a token whose value nobody has. Another stack may have made one like it, so it is only told of.
    private async Task WarnOfLeftoversAsync(
        ResourceContext context, ManagedToken made, IReadOnlyList<AccessToken> tokens, string maker, CancellationToken cancellationToken)
    {
        if (!IsOwnMaking(context, made.Inputs.Name))
        {
            return;
        }

        var since = cloud.Now(clock) - LeftoverAge;
        var leftovers = tokens.Where(token => token.Id != made.Outputs.TokenId
            && IsOwnMaking(context, token.Name)
            && token.LastUsed == 0
            && token.CreatedBy == maker
            && token.Created > since
            && IsAlike(made.Inputs, token)
            && HasSameLife(made.Inputs, token)
            && !context.Deployment.Holds(context.Type, IdOf(token))).ToList();
        if (leftovers.Count > 0)
        {
            await context.WarnAsync(
                $"{owner.Noun} has tokens that look as if an earlier deployment made them for this resource and was cut off, so that " +
                "nobody has their values: " +
                $"{string.Join(", ", leftovers.Select(static token => $"{token.Name} (id {token.Id})"))}. " +
                $"`pulumi stack export | pulumi-resource-orgs tokens --organization {owner.Organization} --unknown-to -` tells which " +
                "tokens no stack knows and how to delete them.",
                cancellationToken);
        }
    }
}
