namespace PulumiOrgs.Local.Cloud;

/// <summary>What an emulated cloud starts with.</summary>
public sealed class EmulatedCloudOptions
{
    private const long DefaultGitHubTeams = 1000;

    /// <summary>The port on 127.0.0.1; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Where the data outlives the process; null keeps it in memory.</summary>
    public string? DataFile { get; init; }

    /// <summary>Organizations that exist from the start, with <see cref="Login"/> as their admin.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = ["acme"];

    /// <summary>Whose token <see cref="AccessToken"/> is.</summary>
    public string Login { get; init; } = "admin";

    /// <summary>The token that <see cref="Login"/> calls with; null makes one.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Members on a page, and tokens on a page that asks for no number.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The most tokens on a page, whatever number it asks for.</summary>
    public int TokenPageLimit { get; init; } = 1000;

    /// <summary>How long each request waits at first. See <see cref="Rig.FaultPlan.Latency"/>.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What tells the time, and waits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether the organizations are backed by GitHub. See <see cref="Organization.GitHubBacked"/>.</summary>
    public bool GitHubBacked { get; init; }

    /// <summary>People who are on a roster of every organization when it is first made.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>The stacks of every organization when it is first made, as <c>project/stack</c>; null where every name is that of one.</summary>
    public IReadOnlyList<string>? Stacks { get; init; }

    /// <summary>The same of environments, as <c>project/environment</c>.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>The roles that every organization has made itself when it is first made.</summary>
    public IReadOnlyList<CustomRole> Roles { get; init; } = [];

    /// <summary>People whose name, email address and picture are not to be derived from their login.</summary>
    public IReadOnlyList<PulumiUser> Users { get; init; } = [];

    /// <summary>Logins that have no Pulumi account; every other text that can be a login has one.</summary>
    public IReadOnlyCollection<string> UnknownUsers { get; init; } = [];

    /// <summary>The teams on GitHub by their id; null for <c>github-team-1</c> to <c>github-team-1000</c>, without members.</summary>
    public IReadOnlyDictionary<long, GitHubTeam>? GitHubTeams { get; init; }

    internal GitHubTeam? FindGitHubTeam(long id)
    {
        if (GitHubTeams is not null)
        {
            return GitHubTeams.GetValueOrDefault(id);
        }

        return id is >= 1 and <= DefaultGitHubTeams
            ? new GitHubTeam { Name = $"github-team-{id}", DisplayName = $"GitHub team {id}" }
            : null;
    }
}
