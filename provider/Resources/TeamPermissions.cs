using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What the permissions of teams on stacks and on environments have in common.</summary>
internal static class TeamPermissions
{
    /// <summary>Gives a permission; one that is there already is taken over, as the service itself does with what it does not refuse.</summary>
    /// <param name="add">Gives it.</param>
    /// <param name="edit">Changes one that is there.</param>
    public static async Task GiveAsync(Func<Task> add, Func<Task> edit)
    {
        try
        {
            await add();
        }
        catch (CloudException failure) when (failure is { Reason: CloudFailure.Conflict, MayHaveHappened: false })
        {
            await edit();
        }
    }

    /// <summary>Changes a permission; one that is not there any more is given anew.</summary>
    /// <param name="edit">Changes it.</param>
    /// <param name="add">Gives it.</param>
    public static async Task ChangeAsync(Func<Task> edit, Func<Task> add)
    {
        try
        {
            await edit();
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            await add();
        }
    }

    /// <summary>Waits for a write, and says what it lacked.</summary>
    /// <param name="write">The write.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="team">The team's name.</param>
    /// <param name="thing">What the permission is on: <c>stack 'website/prod'</c>.</param>
    /// <param name="cure">How such a thing comes to be.</param>
    public static async Task ExplainAsync(Task write, string organization, string team, string thing, string cure)
    {
        try
        {
            await write;
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            throw new ResourceException(
                $"{failure.Message}: team '{team}' or {thing} does not exist in '{organization}'. Declare the team, and let the permission take " +
                $"the team's name from it (`team.Name`) so that it is made after it. {cure}",
                failure);
        }
    }
}

/// <summary>A permission that a program can give, and not one that the service alone knows.</summary>
public sealed class GivenByHandAttribute : RuleAttribute
{
    public override string? Fault(object value) => value switch
    {
        "creator" => "'creator' is what the service calls whoever made a stack, and is never given; use 'admin', which grants the same",
        "none" => "'none' grants nothing; take the resource out of the program instead",
        _ => null,
    };
}

/// <summary>A span of time as Go writes it, which is more than none.</summary>
public sealed class GoDurationAttribute : RuleAttribute
{
    public override string? Fault(object value) => value is not string text || GoDuration.Parse(text) > 0
        ? null
        : $"'{text}' is no span of time; give hours, minutes and seconds such as '2h', '90m' or '1h30m'";

    public override object? MeaningOf(string text) => GoDuration.Parse(text);
}
