namespace PulumiOrgs.Provider.Commands;

/// <summary>Gives each resource of a type a name of its own.</summary>
internal sealed class ResourceNames
{
    private readonly HashSet<(string Type, string Name)> _taken = [];

    /// <summary>
    /// The name, or where it is taken the first free of <c>name-2</c>, <c>name-3</c> and so on. Asked in the same order, it answers the
    /// same.
    /// </summary>
    public string Take(string type, string name)
    {
        var candidate = name;
        for (var number = 2; !_taken.Add((type, candidate)); number++)
        {
            candidate = $"{name}-{number}";
        }

        return candidate;
    }
}
