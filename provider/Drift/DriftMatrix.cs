using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>Rows against columns, and in each cell what a roster and an organization say: who is in which team, for one.</summary>
internal sealed record DriftMatrix
{
    /// <summary>What the page knows it by, unlike that of any other matrix on it: a word of letters.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows, in a line.</summary>
    public required string Heading { get; init; }

    /// <summary>What a row is: "Person".</summary>
    public required string Row { get; init; }

    /// <summary>What the rows are: "People".</summary>
    public required string RowsName { get; init; }

    /// <summary>What the columns are: "Teams".</summary>
    public required string ColumnsName { get; init; }

    /// <summary>The organization's name.</summary>
    public required string Organization { get; init; }

    /// <summary>All rows, in order.</summary>
    public required IReadOnlyList<MatrixHead> Rows { get; init; }

    /// <summary>All columns, in order. Each of their cells has the name of a row.</summary>
    public required IReadOnlyList<MatrixColumn> Columns { get; init; }

    /// <summary>What can stand in a cell, most usual things first.</summary>
    public required IReadOnlyList<MatrixValue> Values { get; init; }

    /// <summary>What stands in a cell; what nobody knows looks like what is most usual.</summary>
    /// <param name="word">The word for it.</param>
    public MatrixValue ValueOf(string? word) =>
        Values.FirstOrDefault(value => value.Word == word) ?? Values.FirstOrDefault(static value => value.IsAnyOther) ?? Values[0];

    /// <summary>Who is in which team, and in which role.</summary>
    public static DriftMatrix OfTeams(RosterComparison comparison) => new()
    {
        Id = "teams",
        Heading = "Who is in which team",
        Row = "Person",
        RowsName = "People",
        ColumnsName = "Teams",
        Organization = comparison.Organization,
        Rows = [.. comparison.People.Select(static person => new MatrixHead(person.Name, person.Name, person.Kind))],
        Columns =
        [
            new MatrixColumn(
                new MatrixHead(comparison.Organization, $"the role in {comparison.Organization} itself", null),
                comparison.People,
                IsApart: true),
            .. comparison.Teams.Select(static team =>
                new MatrixColumn(new MatrixHead(team.Name, TitleOf(team), team.Kind), team.Members, IsApart: false)),
        ],
        Values =
        [
            new MatrixValue(Resources.TeamRole.Member, ""), new MatrixValue(Resources.TeamRole.Admin, "A"),
            .. OtherRoles.Where(other => comparison.People.Any(person => person.InOrganization is { } role && IsOf(other, role))),
        ],
    };

    // Any other role is one that the organization made, and its name is whatever people gave it.
    private static IEnumerable<MatrixValue> OtherRoles =>
        [new MatrixValue(Resources.OrgRole.BillingManager, "B"), new MatrixValue("custom", "C", IsAnyOther: true)];

    private static bool IsOf(MatrixValue other, string role) =>
        other.IsAnyOther ? role is not (Resources.OrgRole.Member or Resources.OrgRole.Admin or Resources.OrgRole.BillingManager) : role == other.Word;

    /// <summary>Which team may do what with which stack.</summary>
    public static DriftMatrix OfStacks(RosterComparison comparison) => OfPermissions(
        comparison, DifferenceSubject.Stack, ("Stack", "Stacks"),
        [
            new MatrixValue(Resources.StackPermission.Read, ""), new MatrixValue(Resources.StackPermission.Write, "W"),
            new MatrixValue(Resources.StackPermission.Admin, "A"),
        ]);

    /// <summary>Which team may do what with which environment.</summary>
    public static DriftMatrix OfEnvironments(RosterComparison comparison) => OfPermissions(
        comparison, DifferenceSubject.Environment, ("Environment", "Environments"),
        [
            new MatrixValue(Resources.EnvironmentPermission.Read, ""), new MatrixValue(Resources.EnvironmentPermission.Open, "O"),
            new MatrixValue(Resources.EnvironmentPermission.Write, "W"), new MatrixValue(Resources.EnvironmentPermission.Admin, "A"),
        ]);

    private static DriftMatrix OfPermissions(
        RosterComparison comparison, DifferenceSubject subject, (string One, string Many) names, IReadOnlyList<MatrixValue> values)
    {
        IReadOnlyList<Compared> CellsOf(ComparedTeam team) =>
            [.. team.Permissions.Where(permission => permission.Subject == subject).Select(static permission => permission.ToCell())];

        return new DriftMatrix
        {
            Id = names.Many.ToLowerInvariant(),
            Heading = $"What teams may do with {names.Many.ToLowerInvariant()}",
            Row = names.One,
            RowsName = names.Many,
            ColumnsName = "Teams",
            Organization = comparison.Organization,
            Rows =
            [
                .. comparison.Teams.SelectMany(CellsOf).Select(static cell => cell.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(Words.Order)
                    .Select(static name => new MatrixHead(name, name, null)),
            ],
            Columns =
            [
                .. comparison.Teams.Select(team => new MatrixColumn(new MatrixHead(team.Name, TitleOf(team), team.Kind), CellsOf(team), IsApart: false)),
            ],
            Values = values,
        };
    }

    private static string TitleOf(ComparedTeam team)
    {
        var displayName = team.InOrganization?.DisplayName ?? team.InRoster?.DisplayName ?? team.Name;
        return displayName == team.Name ? team.Name : $"{team.Name}: {displayName}";
    }
}

/// <summary>What a row or a column is about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What more is to say of it; the name, when there is nothing.</param>
/// <param name="Kind">How it differs itself, apart from its cells; null when it does not.</param>
internal sealed record MatrixHead(string Name, string Title, DifferenceKind? Kind);

/// <summary>A column.</summary>
/// <param name="Head">What it is about.</param>
/// <param name="Cells">What stands in it, by the names of the rows. A row that is not among them has nothing there.</param>
/// <param name="IsApart">Whether it is none of those that the columns are, and so is not counted with them.</param>
internal sealed record MatrixColumn(MatrixHead Head, IReadOnlyList<Compared> Cells, bool IsApart)
{
    /// <summary>Whether there is anything in it that differs.</summary>
    public bool Differs => Head.Kind is not null || Cells.Any(static cell => cell.Kind is not null);
}

/// <summary>What can stand in a cell, such as a role.</summary>
/// <param name="Word">The word for it, which is its class on the page too.</param>
/// <param name="Letter">What it is known by without its colour; empty for what is most usual.</param>
/// <param name="IsAnyOther">Whether it is all that no other value is.</param>
internal sealed record MatrixValue(string Word, string Letter, bool IsAnyOther = false);
