using PulumiOrgs.Local.Engine;

namespace PulumiOrgs.Build.Grid;

/// <summary>One command of a scenario.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Command">The command.</param>
/// <param name="Before">What the program declared until then.</param>
/// <param name="Program">What it declares now, and what therefore is to be there when the command is done.</param>
internal sealed record Step(string Name, EngineCommand Command, IReadOnlyList<Declared> Before, IReadOnlyList<Declared> Program);

/// <summary>An organization's life: made, changed in each of its kinds, refreshed and taken down.</summary>
internal sealed record Scenario
{
    public const string Organization = "acme";

    /// <summary>Whose access token the plugin uses.</summary>
    public const string Caller = "boss";

    /// <summary>Who is in the organization before the program knows of it.</summary>
    public const string Adopted = "cleo";

    /// <summary>A secret of the program's, which nothing may show.</summary>
    public const string WebhookSecret = "hunter2-of-the-grid";

    /// <summary>The id of a role that the organization made before any program.</summary>
    public const string Auditor = "3e0b2c1a-0000-4000-8000-00000000a0d1";

    /// <summary>The id of another one.</summary>
    public const string Operator = "3e0b2c1a-0000-4000-8000-00000000a0d2";

    private Scenario(string name, IReadOnlyList<Declared> first, IReadOnlyList<Declared> second)
    {
        Name = name;
        Steps =
        [
            new("up", EngineCommand.Up, [], first),
            new("change", EngineCommand.Up, first, second),
            new("refresh", EngineCommand.Refresh, second, second),
            new("destroy", EngineCommand.Destroy, second, []),
        ];
    }

    /// <summary>People and memberships one by one, teams, tokens and a webhook.</summary>
    public static Scenario People { get; } = new("people", PeopleScenario.First, PeopleScenario.Second);

    /// <summary>What teams may do, roles that the organization made itself, and many people in one resource.</summary>
    public static Scenario Permissions { get; } = new("permissions", PermissionsScenario.First, PermissionsScenario.Second);

    public static IReadOnlyList<Scenario> All { get; } = [People, Permissions];

    /// <summary>What it is called in tables and on the command line.</summary>
    public string Name { get; }

    public IReadOnlyList<Step> Steps { get; }
}
