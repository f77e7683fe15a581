using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>The example whose tokens rotate: by a keeper of a random id, and by the calendar.</summary>
public sealed class TokenRotationTests
{
    [Fact]
    public async Task Both_tokens_are_made_and_a_second_run_asks_nothing()
    {
        await using var workspace = await Workspace.StartTokenRotationAsync();

        var first = await workspace.SucceedAsync();
        var second = await workspace.SucceedAsync();

        var deploy = workspace.Token("deploy");
        Assert.Matches("^deploy-[0-9a-f]{8}$", deploy.Name);
        Assert.Equal(deploy.Name, ((StringValue)first.Outputs!["deployTokenName"]).Value);
        Assert.True(first.Outputs["tokens"].ContainsSecrets());
        Assert.NotEqual(Workspace.TokenOf(first, "deploy"), Workspace.TokenOf(first, "nightly"));
        Assert.DoesNotContain(Workspace.TokenOf(first, "deploy"), workspace.Screen, StringComparison.Ordinal);
        Assert.Equal([StepOp.Same], second.Counts.Keys);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_preview_of_another_keeper_shows_the_replacement_of_a_name_that_nobody_knows_yet()
    {
        await using var workspace = await Workspace.StartTokenRotationAsync();
        await workspace.SucceedAsync();

        var preview = await workspace.SucceedAsync(EngineCommand.Preview, config: Rotation("2"));

        // The id and the token.
        Assert.Equal(2, preview.Counts[StepOp.CreateReplacement]);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task Another_keeper_makes_a_new_token_before_the_old_one_goes_and_leaves_the_other_token_alone()
    {
        await using var workspace = await Workspace.StartTokenRotationAsync();
        var before = await workspace.SucceedAsync();
        var (old, nightly) = (workspace.Token("deploy"), workspace.Token("nightly"));

        var after = await workspace.SucceedAsync(config: Rotation("2"));
        var rotated = workspace.Requests;
        var again = await workspace.SucceedAsync(config: Rotation("2"));

        var made = workspace.Token("deploy");
        Assert.NotEqual(old.Name, made.Name);
        Assert.Collection(
            rotated,
            request => Assert.StartsWith($$"""POST orgs/acme/tokens {"name":"{{made.Name}}",""", request, StringComparison.Ordinal),
            // What only a listing tells of the new one, and whether the old one is the one that the run uses.
            request => Assert.Equal("GET orgs/acme/tokens?filter=all&maxResults=1000", request),
            request => Assert.Equal("GET user", request),
            request => Assert.Equal($"DELETE orgs/acme/tokens/{old.Id}", request));
        Assert.NotEqual(Workspace.TokenOf(before, "deploy"), Workspace.TokenOf(after, "deploy"));
        Assert.Equal(nightly.Id, workspace.Token("nightly").Id);
        Assert.Equal([StepOp.Same], again.Counts.Keys);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_token_that_is_due_is_replaced_by_the_next_run_which_says_why_and_goes_when_the_new_one_is_there()
    {
        await using var workspace = await Workspace.StartTokenRotationAsync();
        var first = await workspace.SucceedAsync();
        var (deploy, due) = (workspace.Token("deploy"), workspace.Token("nightly"));
        // As if it had been made 70 days ago.
        workspace.BehindItsBack(organization => organization with
        {
            Tokens = organization.Tokens.Replace(due, due with { Expires = DateTimeOffset.UtcNow.AddDays(20).ToUnixTimeSeconds() }),
        });
        var refresh = await workspace.SucceedAsync(EngineCommand.Refresh);

        var preview = await workspace.SucceedAsync(EngineCommand.Preview);
        Assert.Empty(workspace.Writes);
        var second = await workspace.SucceedAsync();
        var rotated = workspace.Writes;
        await workspace.SucceedAsync();

        Assert.Equal(1, preview.Counts[StepOp.CreateReplacement]);
        Assert.DoesNotContain(refresh.Diagnostics, diagnostic => diagnostic.Message.Contains("due for rotation", StringComparison.Ordinal));
        Assert.Matches(
            $"^the token '{due.Name}' ends at [^ ]+Z and is due for rotation since [^ ]+Z: a new one replaces it$",
            Assert.Single(preview.Diagnostics).Message);
        Assert.Collection(
            rotated,
            request => Assert.StartsWith("""POST orgs/acme/tokens {"name":"nightly-""", request, StringComparison.Ordinal),
            request => Assert.Equal($"DELETE orgs/acme/tokens/{due.Id}", request));
        Assert.NotEqual(Workspace.TokenOf(first, "nightly"), Workspace.TokenOf(second, "nightly"));
        Assert.Equal(deploy.Id, workspace.Token("deploy").Id);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_destroy_leaves_no_token_and_an_empty_state()
    {
        await using var workspace = await Workspace.StartTokenRotationAsync();
        await workspace.SucceedAsync();
        await workspace.SucceedAsync(config: Rotation("2"));

        var destroyed = await workspace.SucceedAsync(EngineCommand.Destroy);
        var nothing = await workspace.SucceedAsync(EngineCommand.Destroy);

        Assert.DoesNotContain(workspace.Organization.Tokens, static token => token.Deleted is null);
        Assert.Equal([StepOp.Delete], destroyed.Counts.Keys);
        Assert.Empty(nothing.Counts);
    }

    private static Dictionary<string, string> Rotation(string value) => new() { ["rotation"] = value };
}
