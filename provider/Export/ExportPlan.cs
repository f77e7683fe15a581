using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Export;

/// <summary>What a program declares of an organization, and what it cannot.</summary>
/// <remarks>
/// All of it is in an order, and under names, that follow from the organization alone: the same organization makes the same files.
/// </remarks>
internal sealed record ExportPlan
{
    /// <summary>All that is to be taken over: people, teams, memberships, what teams may do, tokens, webhooks.</summary>
    public required IReadOnlyList<ImportedResource> Resources { get; init; }

    public required Roster Roster { get; init; }

    /// <summary>Tokens, by the names of their resources; those of the organization first.</summary>
    public required IReadOnlyList<(string Name, OwnedToken Token)> Tokens { get; init; }

    public required IReadOnlyList<Webhook> Webhooks { get; init; }

    /// <summary>What a person is called, for a comment behind the login; null when the login says it, or nothing does.</summary>
    public required Func<string, string?> PersonOf { get; init; }

    /// <summary>What is left out, and what an import does not bring.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <param name="organization">What is to be taken over.</param>
    /// <param name="now">What has expired by then is left out.</param>
    /// <param name="bulk">Whether all people are one resource, and those of a team are the team's.</param>
    public static ExportPlan Of(LivingOrganization organization, DateTimeOffset now, bool bulk)
    {
        var people = organization.Members.Where(LivingOrganization.HasDeclarableRole)
            .OrderBy(static member => member.Username, Words.Order)
            .ToList();
        var known = people.Select(static member => member.Username).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var teams = organization.Teams.Where(LivingOrganization.IsManagedHere)
            .Select(team => team with
            {
                Members =
                [
                    .. team.Members.Where(member => known.Contains(member.Username)).OrderBy(static member => member.Username, Words.Order),
                ],
                Stacks = [.. team.Stacks.Where(LivingOrganization.IsDeclarable).OrderBy(NameOf, Words.Order)],
                Environments = [.. team.Environments.Where(LivingOrganization.IsDeclarable).OrderBy(NameOf, Words.Order)],
            })
            .OrderBy(static team => team.Name, Words.Order)
            .ToList();
        var displayNames = people.Where(static member => !string.IsNullOrWhiteSpace(member.Name) && member.Name != member.Username)
            .ToDictionary(static member => member.Username, static member => member.Name, StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<(string Type, string Name)>();
        var tokens = organization.Tokens.Where(token => IsDeclarable(token, now))
            .OrderBy(static token => token.Team is not null)
            .ThenBy(NameOf, Words.Order)
            .ThenBy(static token => token.Token.Id, StringComparer.Ordinal)
            .Select(token => (Name: Take(TypeOf(token), NameOf(token)), Token: token))
            .ToList();
        var webhooks = organization.Webhooks.Where(IsDeclarable).OrderBy(static webhook => webhook.Name, Words.Order).ToList();
        return new ExportPlan
        {
            Resources =
            [
                .. bulk ? new[] { new ImportedResource("OrgMembers", ExportedProgram.People, organization.Name) } : [],
                .. people.Where(member => !bulk || member.CustomRole is not null)
                    .Select(member => Resource("OrgMember", NameOf(member.Username), member.Username)),
                .. teams.Select(team => Resource("Team", team.Name, team.Name)),
                .. bulk ? [] : teams.SelectMany(team => team.Members.Select(member =>
                    Resource("TeamMembership", $"{team.Name}/{NameOf(member.Username)}", $"{team.Name}/{member.Username}"))),
                .. teams.SelectMany(team => team.Stacks.Select(NameOf).Select(name =>
                    Resource("TeamStackPermission", $"{team.Name}/{NameOf(name)}", $"{team.Name}/{name}"))),
                .. teams.SelectMany(team => team.Environments.Select(NameOf).Select(name =>
                    Resource("TeamEnvironmentPermission", $"{team.Name}/{NameOf(name)}", $"{team.Name}/{name}"))),
                .. tokens.Select(token => new ImportedResource(
                    TypeOf(token.Token), token.Name, $"{organization.Name}/{InTeam(token.Token, token.Token.Token.Id)}")),
                .. webhooks.Select(webhook => Resource("OrgWebhook", webhook.Name, webhook.Name)),
            ],
            Roster = new Roster
            {
                Admins = Logins(people, Provider.Resources.OrgRole.Admin),
                Members = Logins(people, Provider.Resources.OrgRole.Member),
                BillingManagers = Logins(people, Provider.Resources.OrgRole.BillingManager),
                Roles =
                [
                    .. people.Where(static member => member.CustomRole is not null)
                        .GroupBy(LivingOrganization.RoleOf)
                        .Select(static role => new RosterRole { Name = role.Key, Members = [.. role.Select(static member => member.Username)] }),
                ],
                Teams = [.. teams.Select(team => ToRosterTeam(team, organization.RoleOf(team)))],
            },
            Tokens = tokens,
            Webhooks = webhooks,
            PersonOf = login => displayNames.GetValueOrDefault(login),
            Warnings = [.. LeftOut(organization, known, now), .. NotImported(tokens.Count, webhooks)],
        };

        ImportedResource Resource(string type, string name, string id) => new(type, Take(type, name), $"{organization.Name}/{id}");

        // The name, or where it is taken the first free of name-2, name-3 and so on. Asked in the same order, it answers the same.
        string Take(string type, string name)
        {
            var candidate = name;
            for (var number = 2; !taken.Add((type, candidate)); number++)
            {
                candidate = $"{name}-{number}";
            }

            return candidate;
        }
    }

    /// <summary>The type of a token's resource.</summary>
    public static string TypeOf(OwnedToken token) => token.Team is null ? "OrgAccessToken" : "TeamAccessToken";

    /// <summary>The file that <c>pulumi import --file</c> takes.</summary>
    public string ToImportFile()
    {
        // No version and no provider: the engine then takes the default provider, as it does for the program.
        var file = new JObject
        {
            ["resources"] = new JArray(Resources.Select(static resource => new JObject
            {
                ["type"] = $"orgs:index:{resource.Type}",
                ["name"] = resource.Name,
                ["id"] = resource.Id,
            })),
        };
        return Words.Json(file) + "\n";
    }

    // Capitals of a login or a stack mean nothing, and must not make another resource.
    private static string NameOf(string login) => login.ToLowerInvariant();

    private static string NameOf(TeamStack stack) => $"{stack.Project}/{stack.Stack}";

    private static string NameOf(TeamEnvironment environment) => $"{environment.Project}/{environment.Environment}";

    private static string NameOf(OwnedToken token) => Printable.Line(InTeam(token, token.Token.Name));

    private static string InTeam(OwnedToken token, string name) => token.Team is null ? name : $"{token.Team}/{name}";

    private static IReadOnlyList<string> Logins(IEnumerable<Member> people, string role) =>
        [.. people.Where(member => member.CustomRole is null && member.Role == role).Select(static member => member.Username)];

    private static RosterTeam ToRosterTeam(Team team, string? role) => new()
    {
        Name = team.Name,
        DisplayName = HasDisplayName(team) ? team.DisplayName : null,
        Description = team.Description,
        Admins = [.. team.Members.Where(IsAdmin).Select(static member => member.Username)],
        Members = [.. team.Members.Where(static member => !IsAdmin(member)).Select(static member => member.Username)],
        Role = role is not null && RosterRole.CanBeOfTeam(role) ? role : null,
        Stacks = [.. team.Stacks.Select(static stack => new RosterStackPermission
        {
            Project = stack.Project,
            Stack = stack.Stack,
            Permission = stack.Permission,
        })],
        Environments = [.. team.Environments.Select(static environment => new RosterEnvironmentPermission
        {
            Project = environment.Project,
            Environment = environment.Environment,
            Permission = environment.Permission,
            MaxOpenDuration = environment.MaxOpenDuration,
        })],
    };

    private static bool IsAdmin(TeamMember member) => member.Role == Provider.Resources.TeamRole.Admin;

    private static bool HasDisplayName(Team team) => !string.IsNullOrWhiteSpace(team.DisplayName);

    private static bool CanBeNamed(AccessToken token) =>
        !string.IsNullOrWhiteSpace(token.Name) && token.Name.EnumerateRunes().Count() <= Provider.Resources.AccessTokenArgs.MaxNameLength;

    // A program that gives an end in the past, or a name that no new token could have, is refused at preview.
    private static bool IsDeclarable(OwnedToken token, DateTimeOffset now) => !token.IsExpired(now) && CanBeNamed(token.Token);

    private static bool IsDeclarable(Webhook webhook) => webhook is
    {
        DisplayName.Length: > 0,
        Format: Provider.Resources.WebhookFormat.Raw or Provider.Resources.WebhookFormat.Slack or Provider.Resources.WebhookFormat.MsTeams,
    };

    private static IEnumerable<string> LeftOut(LivingOrganization organization, HashSet<string> known, DateTimeOffset now)
    {
        var here = organization.Teams.Where(LivingOrganization.IsManagedHere).ToList();
        (string Reason, IEnumerable<string> Names)[] warnings =
        [
            (
                "left out, since their role is none that a roster can give",
                organization.Members.Where(static member => !LivingOrganization.HasDeclarableRole(member))
                    .Select(static member => $"{member.Username} ({Printable.Line(LivingOrganization.RoleOf(member))})")),
            (
                "left out with their members and permissions, since the members are managed elsewhere and the API does not tell the number of the team there",
                organization.Teams.Except(here).Select(static team => $"{team.Name} ({team.Kind})")),
            (
                "memberships left out, since the people are",
                here.SelectMany(team => team.Members.Where(member => !known.Contains(member.Username))
                    .Select(member => $"{team.Name}/{member.Username}"))),
            (
                "permissions left out, since nobody can give them",
                here.SelectMany(static team => team.Stacks.Where(static stack => !LivingOrganization.IsDeclarable(stack))
                    .Select(stack => $"{team.Name}/{NameOf(stack)} ({stack.Permission})")
                    .Concat(team.Environments.Where(static environment => !LivingOrganization.IsDeclarable(environment))
                        .Select(environment => $"{team.Name}/{NameOf(environment)} ({environment.Permission})")))),
            (
                "roles of teams left out, since a roster cannot name them; the first `up` takes them away",
                here.Where(team => organization.RoleOf(team) is { } role && !RosterRole.CanBeOfTeam(role))
                    .Select(team => $"{team.Name} ({Printable.Line(organization.RoleOf(team)!)})")),
            (
                "teams without a display name; the first `up` gives them their names for one",
                here.Where(static team => !HasDisplayName(team)).Select(static team => team.Name)),
            (
                "expired tokens left out, since a program cannot declare an end in the past",
                organization.Tokens.Where(token => token.IsExpired(now)).Select(NameOf)),
            (
                "tokens left out, since no token can be given such a name any more",
                organization.Tokens.Where(token => !token.IsExpired(now) && !CanBeNamed(token.Token))
                    .Select(static token => $"'{NameOf(token)}'")),
            (
                "webhooks left out, since a program cannot declare their format or an empty display name",
                organization.Webhooks.Where(static webhook => !IsDeclarable(webhook)).Select(static webhook => webhook.Name)),
        ];
        return warnings.Where(static warning => warning.Names.Any())
            .Select(static warning => $"{warning.Reason}: {Words.List(warning.Names)}");
    }

    private static IEnumerable<string> NotImported(int tokens, List<Webhook> webhooks)
    {
        if (tokens > 0)
        {
            yield return $"{Words.Count(tokens, "token")} will be imported without a value: the service shows it only once, when a token "
                + "is made. The tokens go on working; where a program needs a value, declare a new one";
        }

        if (webhooks.Any(static webhook => webhook.HasSecret))
        {
            yield return "webhooks whose secret the service does not tell; it stays as it is as long as the program gives none: "
                + Words.List(webhooks.Where(static webhook => webhook.HasSecret).Select(static webhook => webhook.Name));
        }

        if (webhooks.Any(static webhook => webhook.Format != Provider.Resources.WebhookFormat.Raw))
        {
            yield return "the URL of a webhook for Slack or Microsoft Teams lets whoever has it post there; the program has it in plain "
                + "text, so keep the program private, or move the URL into a secret of the stack's configuration";
        }
    }
}

/// <summary>A resource to take over.</summary>
/// <param name="Type">Its type, such as <c>OrgMember</c>.</param>
/// <param name="Name">The name that the program gives it.</param>
/// <param name="Id">What the provider finds it by.</param>
internal sealed record ImportedResource(string Type, string Name, string Id);
