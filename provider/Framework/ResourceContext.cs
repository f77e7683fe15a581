namespace PulumiOrgs.Provider.Framework;

/// <summary>Which resource of the program a call is about.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Type">Its type token.</param>
public sealed record ResourceContext(string Urn, string Type)
{
    /// <summary>The name that the program gave it.</summary>
    public string Name => Urn.Split("::", 4)[^1];

    /// <summary>The command that brings an object that exists under the program's care.</summary>
    public string ImportCommand(string id) => $"pulumi import {Type} {Name} {id}";
}
