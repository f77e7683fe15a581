using PulumiOrgs.Local.Engine.Deployments;
using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>How steps and durations read.</summary>
internal static class StepText
{
    public static string Symbol(StepOp op) => op switch
    {
        StepOp.Create => "+",
        StepOp.Update => "~",
        StepOp.Delete or StepOp.DeleteReplaced => "-",
        StepOp.CreateReplacement => "±",
        StepOp.Import or StepOp.ImportReplacement => "=",
        StepOp.Read => ">",
        StepOp.Discard => "x",
        _ => " ",
    };

    public static Color ColorOf(StepOp op) => op switch
    {
        StepOp.Create or StepOp.Import => Color.Green,
        StepOp.Update => Color.Yellow,
        StepOp.Delete or StepOp.DeleteReplaced or StepOp.Discard => Color.Red,
        StepOp.CreateReplacement or StepOp.ImportReplacement => Color.Magenta1,
        _ => Color.Default,
    };

    /// <summary>What is being done.</summary>
    public static string UnderWay(StepOp op) => op switch
    {
        StepOp.Create => "creating",
        StepOp.Update => "updating",
        StepOp.Delete => "deleting",
        StepOp.CreateReplacement => "creating replacement",
        StepOp.DeleteReplaced => "deleting replaced",
        StepOp.Read => "reading",
        StepOp.Refresh => "refreshing",
        StepOp.Import or StepOp.ImportReplacement => "importing",
        StepOp.Discard => "forgetting",
        _ => "checking",
    };

    /// <summary>What has been done.</summary>
    public static string Done(StepOp op) => op switch
    {
        StepOp.Create => "created",
        StepOp.Update => "updated",
        StepOp.Delete => "deleted",
        StepOp.CreateReplacement => "replaced",
        StepOp.DeleteReplaced => "deleted (replaced)",
        StepOp.Read => "read",
        StepOp.Refresh or StepOp.Same => "unchanged",
        StepOp.Import => "imported",
        StepOp.ImportReplacement => "imported (replacing)",
        _ => "forgotten",
    };

    /// <summary>What a preview says would be done.</summary>
    public static string Planned(StepOp op) => op switch
    {
        StepOp.CreateReplacement => "replace",
        StepOp.DeleteReplaced => "delete replaced",
        StepOp.ImportReplacement => "import replacing",
        StepOp.Discard => "forget",
        StepOp.Refresh or StepOp.Same => "unchanged",
        _ => op.Name(),
    };

    public static string Duration(TimeSpan duration) => duration.TotalMinutes < 1
        ? FormattableString.Invariant($"{duration.TotalSeconds:0.0} s")
        : FormattableString.Invariant($"{(int)duration.TotalMinutes} min {duration.Seconds} s");
}
