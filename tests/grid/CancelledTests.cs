using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>Ctrl-C while a token is made.</summary>
public sealed class CancelledTests
{
    private static readonly IReadOnlyList<Declared> Program = [new("OrgAccessToken", "ci", PropertyMap.Of(("description", "Previews on pull requests")))];

    public static TheoryData<int> CommitsAfterMilliseconds => [500, 3000];

    [Theory]
    [MemberData(nameof(CommitsAfterMilliseconds))]
    public async Task A_token_that_the_server_makes_after_that_is_known_or_its_name_is_told(int milliseconds)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var stack = await GridStack.StartAsync(Repository.Plugin, new DerivedKeys(), null, cancellation);
        stack.Cloud.Faults.Add(new FaultRule
        {
            Method = "POST",
            PathPattern = "/tokens$",
            Action = new FaultAction.Delay(TimeSpan.FromMilliseconds(milliseconds)) { Regardless = true },
        });
        using var interrupt = new CancellationTokenSource();

        var up = stack.RunAsync(EngineCommand.Up, InnerProgram.Of(Program), static options => options, cancellation, interrupt.Token);
        await stack.Cloud.Requests.UntilAsync(static request => request.Fault is not null, cancellation);
        await interrupt.CancelAsync();
        var ran = await up;
        await stack.Cloud.Requests.UntilAsync(static request => request is { Fault: not null, IsOver: true }, cancellation);

        Assert.False(ran.Succeeded);
        Assert.All(
            Inspection.UnknownTokens(stack.Organization, stack.Resources),
            token => Assert.Contains(token.Name, ran.Screen, StringComparison.Ordinal));
        Assert.DoesNotContain("no token was made", Inspection.UnknownTokens(stack.Organization, stack.Resources).Any() ? ran.Screen : "",
            StringComparison.Ordinal);
    }
}
