namespace PulumiOrgs.Framework.Running;

/// <summary>Other processes of this plugin in the same deployment: an engine starts one for each provider of a program.</summary>
public interface INeighbours
{
    /// <summary>Tells the others that objects are declared in this process.</summary>
    /// <param name="keys">The objects.</param>
    /// <param name="urn">Under which URN.</param>
    void Declare(IEnumerable<string> keys, string urn);

    /// <summary>The URN under which another process declares an object; null when none does.</summary>
    string? FindDeclared(string key);
}
