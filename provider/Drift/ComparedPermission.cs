using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>What a team may do with a stack or an environment, as the roster has it and as it is.</summary>
/// <param name="Subject">Whether it is a stack or an environment.</param>
/// <param name="Name">Its project and name: <c>website/prod</c>.</param>
/// <param name="InRoster">What the roster says; null when it does not name it there.</param>
/// <param name="InOrganization">What was found; null when the team may do nothing with it.</param>
internal sealed record ComparedPermission(DifferenceSubject Subject, string Name, GivenPermission? InRoster, GivenPermission? InOrganization)
{
    /// <summary>How the two differ; null when they do not.</summary>
    public DifferenceKind? Kind => (InRoster, InOrganization) switch
    {
        (null, _) => DifferenceKind.Extra,
        (_, null) => DifferenceKind.Missing,
        _ => ChangedProperties.Any() ? DifferenceKind.Changed : null,
    };

    private IEnumerable<(string Name, string? InRoster, string? InOrganization)> ChangedProperties
    {
        get
        {
            if (InRoster?.Permission != InOrganization?.Permission)
            {
                yield return ("permission", InRoster?.Permission, InOrganization?.Permission);
            }

            if (InRoster is not null && InOrganization is not null && !GoDuration.AreSame(InRoster.MaxOpenDuration, InOrganization.MaxOpenDuration))
            {
                yield return ("maxOpenDuration", InRoster.MaxOpenDuration, InOrganization.MaxOpenDuration);
            }
        }
    }

    /// <summary>All that a team may do in either, in order: stacks, then environments.</summary>
    /// <remarks>What no roster can say is compared only where the roster speaks of it nevertheless.</remarks>
    public static IReadOnlyList<ComparedPermission> Of(RosterTeam? wanted, Team? found)
    {
        var (stacks, environments) = (wanted?.Stacks ?? [], wanted?.Environments ?? []);
        return
        [
            .. Compare(
                DifferenceSubject.Stack,
                stacks.Select(static stack => (stack.Name, new GivenPermission(stack.Permission, null))),
                (found?.Stacks ?? [])
                    .Where(stack => LivingOrganization.IsDeclarable(stack) || stacks.Any(named => stack.Is(named.Project, named.Stack)))
                    .Select(static stack => ($"{stack.Project}/{stack.Stack}", new GivenPermission(stack.Permission, null)))),
            .. Compare(
                DifferenceSubject.Environment,
                environments.Select(static environment => (environment.Name, new GivenPermission(environment.Permission, environment.MaxOpenDuration))),
                (found?.Environments ?? [])
                    .Where(environment => LivingOrganization.IsDeclarable(environment)
                        || environments.Any(named => environment.Is(named.Project, named.Environment)))
                    .Select(static environment => (
                        $"{environment.Project}/{environment.Environment}",
                        new GivenPermission(environment.Permission, environment.MaxOpenDuration)))),
        ];
    }

    /// <summary>How the two differ, property by property; what is missing or extra is one difference.</summary>
    /// <param name="team">The team's name.</param>
    public IEnumerable<Difference> DifferencesIn(string team) => Kind is { } kind
        ? ChangedProperties.Select(property =>
            new Difference(Subject, kind, team, null, property.Name, property.InRoster, property.InOrganization) { Thing = Name })
        : [];

    /// <summary>Both in a word, and with how long it may stay open only where that is not the same.</summary>
    public Compared ToCell()
    {
        var isOfDuration = InRoster is not null && InOrganization is not null && !GoDuration.AreSame(InRoster.MaxOpenDuration, InOrganization.MaxOpenDuration);
        return new Compared(Name, InWords(InRoster), InWords(InOrganization));

        string? InWords(GivenPermission? given) => given is null || !isOfDuration
            ? given?.Permission
            : $"{given.Permission}, {(given.MaxOpenDuration is { } longest ? $"{longest} at most" : "without a limit")}";
    }

    private static IEnumerable<ComparedPermission> Compare(
        DifferenceSubject subject, IEnumerable<(string Name, GivenPermission Given)> wanted, IEnumerable<(string Name, GivenPermission Given)> found)
    {
        var (inRoster, inOrganization) = (ByName(wanted), ByName(found));
        return inRoster.Keys.Union(inOrganization.Keys, StringComparer.OrdinalIgnoreCase).Order(Words.Order)
            .Select(name => new ComparedPermission(subject, name, inRoster.GetValueOrDefault(name), inOrganization.GetValueOrDefault(name)));
    }

    private static Dictionary<string, GivenPermission> ByName(IEnumerable<(string Name, GivenPermission Given)> permissions) =>
        permissions.ToDictionary(static item => item.Name, static item => item.Given, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A permission, and how long what it is on may stay open; null for as long as one likes.</summary>
internal sealed record GivenPermission(string Permission, string? MaxOpenDuration);
