using System.Text.RegularExpressions;
using Pulumi;
using Pulumi.Orgs;

namespace Policy;

/// <summary>
/// A team as the company wants it: exactly the people who are declared, a token for its CI that ends by itself, a webhook for what goes
/// wrong, and the right to deploy its own stacks, those for production with care.
/// </summary>
public sealed partial class ProductTeam : ComponentResource
{
    /// <param name="name">The team's name: lower case, words parted by hyphens.</param>
    /// <param name="args">What the team is about, and who is in it.</param>
    /// <param name="options">How the engine shall treat the component and all that is in it.</param>
    public ProductTeam(string name, ProductTeamArgs args, ComponentResourceOptions? options = null)
        : base("acme:index:ProductTeam", Checked(name), options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var team = new Team(
            name,
            new() { Name = name, DisplayName = name, Description = args.About, Admins = args.Leads, Members = args.Members },
            child);

        foreach (var stack in args.Stacks)
        {
            var (project, environment) = stack.Split('/') is [var first, var second]
                ? (first, second)
                : throw new RunException($"Team '{name}': '{stack}' is no stack of the form project/stack.");
            _ = new TeamStackPermission(
                $"{name}/{stack}",
                new()
                {
                    Team = team.Name,
                    Project = project,
                    Stack = environment,
                    // What a person deploys to production goes through CI, which has a token of its own.
                    Permission = environment == "prod" ? StackPermission.Read : StackPermission.Write,
                },
                child);
        }

        // Nobody has to remember it: the first `up` in the last 30 days makes another one.
        var ci = new TeamAccessToken(
            $"{name}-ci",
            new() { Team = team.Name, Description = $"CI of {name}", ExpiresAfter = "90d", RotateBefore = "30d" },
            child);

        _ = new OrgWebhook(
            $"{name}-failures",
            new()
            {
                DisplayName = $"Failures for {name}",
                PayloadUrl = $"https://alerts.acme.example/pulumi/{name}",
                Filters = { "update_failed", "deployment_failed" },
                Secret = args.WebhookSecret,
            },
            child);

        CiToken = ci.Value;
        RegisterOutputs(new Dictionary<string, object?> { ["ciToken"] = CiToken });
    }

    /// <summary>What the team's CI logs in with: a secret.</summary>
    public Output<string?> CiToken { get; }

    private static string Checked(string name) => TeamName().IsMatch(name)
        ? name
        : throw new RunException($"A team cannot be called '{name}': write it in lower case, with words parted by hyphens.");

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex TeamName();
}

/// <summary>What is particular about a team.</summary>
public sealed class ProductTeamArgs
{
    /// <summary>What it is about, in a few words.</summary>
    public required string About { get; init; }

    /// <summary>The logins of those who manage it.</summary>
    public InputList<string> Leads { get; init; } = new();

    /// <summary>The logins of everybody else in it.</summary>
    public InputList<string> Members { get; init; } = new();

    /// <summary>Its stacks, as <c>project/stack</c>.</summary>
    public required IReadOnlyList<string> Stacks { get; init; }

    /// <summary>What deliveries of its webhook are signed with.</summary>
    public required Input<string> WebhookSecret { get; init; }
}
