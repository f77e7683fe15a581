namespace Pulumi.Orgs.Outputs;

/// <summary>A team of an organization, without its members.</summary>
[OutputType]
public sealed class TeamInfo
{
    /// <summary>The team's name, unique in the organization.</summary>
    public readonly string Name;

    /// <summary>The name that people see.</summary>
    public readonly string DisplayName;

    /// <summary>What the team is for.</summary>
    public readonly string Description;

    /// <summary>Who manages the team's members: <c>pulumi</c>, <c>github</c> or <c>scim</c>.</summary>
    public readonly string Kind;

    [OutputConstructor]
    private TeamInfo(string name, string displayName, string description, string kind)
    {
        Name = name;
        DisplayName = displayName;
        Description = description;
        Kind = kind;
    }
}
