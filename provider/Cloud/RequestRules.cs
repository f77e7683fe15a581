namespace PulumiOrgs.Provider.Cloud;

/// <summary>
/// What is done when a request did not bring the answer that the API promises: 204 without a body, or JSON of the promised shape.
/// Every request goes by this one table.
/// </summary>
/// <remarks>
/// <para>
/// In doubt: this try or an earlier one may have been done. <c>again</c> and <c>look</c> hold within the limits of tries and of time; when
/// those are used up while the outcome is unknown, one last look decides, where there is something to look at. Whoever is out of steps
/// fails, and the failure says whether the thing may have been done (<see cref="CloudException.MayHaveHappened"/>).
/// </para>
/// <code>
/// kind            | turned away | unknown | 404         | 404, in doubt | 409        | 409, in doubt | refused | refused, in doubt
/// Read            | again       | again   | once again  |               | fail       |               | fail    |
/// Set             | again       | again   | once again  | look          | fail       | look          | fail    | look
/// Add             | again       | again   | once again  | look          | fail       | done          | fail    | look
/// Remove          | again       | again   | once again  | done          | fail       | look          | fail    | look
/// Make            | again       | look    | once again  | once again    | fail       | look          | fail    | fail
/// MakeOrTakeOver  | again       | look    | once again  | once again    | look       | look          | fail    | fail
/// Mirror          | again       | again   | once again  | once again    | fail       | look          | fail    | fail
/// MakeSecret      | again       | fail    | once again  |               | fail       |               | fail    |
/// </code>
/// <para>
/// What a look finds: the thing as it was wanted → it is done. Not there → the request is sent again after an unknown outcome, and
/// the refusal stands after a refusal. Another of its name → a conflict. A look that fails or leaves open whose it is → the failure
/// says what is not known.
/// </para>
/// <para>Once again: a replica may lag behind, so a 404 is believed when it is said twice.</para>
/// </remarks>
internal static class RequestRules
{
    /// <summary>What follows a try.</summary>
    /// <param name="kind">What was asked.</param>
    /// <param name="outcome">What the try says.</param>
    /// <param name="isInDoubt">Whether this try or an earlier one may have been done.</param>
    /// <param name="wasMissing">Whether an earlier try was answered with 404 already.</param>
    public static NextStep After(RequestKind kind, TryOutcome outcome, bool isInDoubt, bool wasMissing) => (kind, outcome, isInDoubt) switch
    {
        (_, TryOutcome.TurnedAway, _) => NextStep.Again,

        (RequestKind.Read or RequestKind.Set or RequestKind.Add or RequestKind.Remove or RequestKind.Mirror, TryOutcome.Unknown, _) => NextStep.Again,
        (RequestKind.Make or RequestKind.MakeOrTakeOver, TryOutcome.Unknown, _) => NextStep.Look,

        (RequestKind.Remove, TryOutcome.NotFound, true) => NextStep.Done,
        (RequestKind.Add, TryOutcome.Conflict, true) => NextStep.Done,
        // Who demotes itself may not do it again; and it is the server's choice to refuse what is so already.
        (RequestKind.Set or RequestKind.Add or RequestKind.Remove, _, true) => NextStep.Look,

        (_, TryOutcome.NotFound, _) => wasMissing ? NextStep.Fail : NextStep.Again,

        (RequestKind.MakeOrTakeOver, TryOutcome.Conflict, _) => NextStep.Look,
        (RequestKind.Make or RequestKind.Mirror, TryOutcome.Conflict, true) => NextStep.Look,
        _ => NextStep.Fail,
    };
}
