using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class RequestRulesTests
{
    public sealed class TheTable
    {
        private const string Table =
            """
            Read            | Again | Again | Again Fail | Again Fail | Fail | Fail | Fail | Fail
            Set             | Again | Again | Again Fail | Look Look  | Fail | Look | Fail | Look
            Add             | Again | Again | Again Fail | Look Look  | Fail | Done | Fail | Look
            Remove          | Again | Again | Again Fail | Done Done  | Fail | Look | Fail | Look
            Make            | Again | Look  | Again Fail | Again Fail | Fail | Look | Fail | Fail
            MakeOrTakeOver  | Again | Look  | Again Fail | Again Fail | Look | Look | Fail | Fail
            Mirror          | Again | Again | Again Fail | Again Fail | Fail | Look | Fail | Fail
            MakeSecret      | Again | Fail  | Again Fail | Again Fail | Fail | Fail | Fail | Fail
            """;

        [Fact]
        public void Is_as_its_description_says()
        {
            var rows = Enum.GetValues<RequestKind>().Select(kind =>
            {
                return $"{kind,-15} | {Next(TryOutcome.TurnedAway, false)} | {Next(TryOutcome.Unknown, true),-5} | "
                    + $"{Twice(false),-10} | {Twice(true),-10} | "
                    + string.Join(" | ", Both(TryOutcome.Conflict).Concat(Both(TryOutcome.Refused)));

                NextStep Next(TryOutcome outcome, bool isInDoubt, bool wasMissing = false) => RequestRules.After(kind, outcome, isInDoubt, wasMissing);

                string Twice(bool isInDoubt) => $"{Next(TryOutcome.NotFound, isInDoubt)} {Next(TryOutcome.NotFound, isInDoubt, wasMissing: true)}";

                NextStep[] Both(TryOutcome outcome) => [Next(outcome, false), Next(outcome, true)];
            });

            Assert.Equal(Table.Split('\n').Select(row => row.Trim()), rows);
        }
    }
}
