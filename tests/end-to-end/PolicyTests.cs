using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>The example of what a company writes on top: a component that gives each team a token, a webhook and its stacks.</summary>
public sealed class PolicyTests
{
    private const string Secret = "a-webhook-s3cret";

    private static readonly Dictionary<string, string> Config = new() { ["webhookSecret"] = Secret };

    [Fact]
    public async Task Each_team_gets_all_of_it_and_a_second_run_asks_nothing()
    {
        await using var workspace = await Workspace.StartPolicyAsync();

        await workspace.SucceedAsync(config: Config);
        var organization = workspace.Organization;
        var second = await workspace.SucceedAsync(config: Config);

        Assert.Equal(["ada Admin", "bob Member", "cleo Member"], organization.Team("shop").Members.Select(static member => $"{member.Key} {member.Value}"));
        Assert.Equal(["dan Member", "grace Admin"], organization.Team("billing").Members.Select(static member => $"{member.Key} {member.Value}"));
        Assert.Equal(
            ["billing/dev write", "billing/prod read", "ledger/prod read"],
            organization.Team("billing").Stacks.Select(static stack => $"{stack.Key} {stack.Value}".ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal(["billing", "shop"], organization.Tokens.Select(static token => token.Team).Order(StringComparer.Ordinal));
        Assert.All(organization.Webhooks.Values, static webhook => Assert.True(WebhookSecret.Matches(webhook.SealedSecret!, Secret)));
        Assert.Equal(2, organization.Webhooks.Count);
        Assert.Equal([StepOp.Same], second.Counts.Keys);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task Neither_the_tokens_nor_the_secret_are_shown_or_in_the_state_in_the_clear()
    {
        await using var workspace = await Workspace.StartPolicyAsync();

        var up = await workspace.SucceedAsync(config: Config);

        Assert.True(up.Outputs!["ciTokens"].ContainsSecrets());
        var state = await File.ReadAllTextAsync(workspace.StateFile, TestContext.Current.CancellationToken);
        Assert.All([workspace.Screen, state], static text =>
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotMatch("pul-[0-9a-f]{40}", text);
        });
    }

    [Fact]
    public async Task Without_the_secret_the_run_says_how_to_set_it_and_makes_nothing()
    {
        await using var workspace = await Workspace.StartPolicyAsync();

        var result = await workspace.RunAsync(EngineCommand.Up);

        Assert.False(result.Succeeded);
        Assert.Contains("policy:webhookSecret", workspace.Screen, StringComparison.Ordinal);
        Assert.Empty(workspace.Writes);
    }
}
