using PulumiOrgs.Local.Cloud.Rig;

namespace PulumiOrgs.Build.Grid;

/// <summary>All that goes wrong in the grid.</summary>
internal static class Faults
{
    // Longer than the plugin waits for an answer, and well within it.
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("429", new FaultAction.Answer(429, Html: true)) { IsReference = true },
        new("429, in 1 s", new FaultAction.Answer(429, Html: true, RetryAfter: "1")),
        new("429, until a date", new FaultAction.Answer(429, Html: true) { RetryAfterDate = TimeSpan.FromSeconds(2) }),
        new("500", new FaultAction.Answer(500)) { IsReference = true },
        new("502", new FaultAction.Answer(502, Html: true)),
        new("503", new FaultAction.Answer(503)) { IsReference = true },
        new("504", new FaultAction.Answer(504, Html: true)),
        new("500, done", new FaultAction.Answer(500) { AfterWork = true }),
        new("502, done", new FaultAction.Answer(502, Html: true) { AfterWork = true }),
        new("504, done", new FaultAction.Answer(504, Html: true) { AfterWork = true }),
        new("closed before", new FaultAction.DropBefore()) { IsReference = true },
        new("closed, done", new FaultAction.DropAfter()) { IsReference = true },
        new("closed, done later", new FaultAction.DropLate(Moment)) { Not = ["GET"] },
        new("cut off", new FaultAction.CutOff()) { IsReference = true },
        new("web page", new FaultAction.Answer(200, Html: true)) { IsReference = true },
        new("web page, done", new FaultAction.Answer(200, Html: true) { AfterWork = true }),
        new("{}", new FaultAction.Answer(200) { Json = "{}" }),
        new("{}, done", new FaultAction.Answer(201) { Json = "{}", AfterWork = true }),
        new("[]", new FaultAction.Answer(200) { Json = "[]" }),
        new("[], done", new FaultAction.Answer(201) { Json = "[]", AfterWork = true }),
        new("other JSON", new FaultAction.Answer(200) { Json = """{"members":"x","teams":"x","tokens":"x","name":1}""" }),
        new("other JSON, done", new FaultAction.Answer(200) { Json = """{"members":"x","teams":"x","tokens":"x","name":1}""", AfterWork = true }),
        // A read may find a replica that lags behind; a removal that finds nothing has nothing to do.
        new("404 once", new FaultAction.Answer(404)) { Not = ["DELETE"] },
        new("refused", new FaultAction.Shut(Moment)) { ComesBefore = true },
        new("slow", new FaultAction.Dribble(Long)),
        new("503, then closed and done", new FaultAction.Answer(503), new FaultAction.DropAfter()),
        new("closed twice, then done", new FaultAction.DropBefore(), new FaultAction.DropAfter()),
        new("closed and done, then 429", new FaultAction.DropAfter(), new FaultAction.Answer(429, Html: true)),
        new("no answer", new FaultAction.Hang()) { IsSlow = true },
        new("no answer, done", new FaultAction.Hang(AfterWork: true)) { IsSlow = true },
        new("too slow", new FaultAction.Dribble(TooLong)) { IsSlow = true },
    ];
}
