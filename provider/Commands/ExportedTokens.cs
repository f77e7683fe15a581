using System.Text;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Commands;

/// <summary>The part of a program that declares tokens.</summary>
internal static class ExportedTokens
{
    public static string Write(string programNamespace, ExportPlan plan)
    {
        var declared = plan.Roster.Teams.Select(static team => team.Name).ToHashSet();
        var code = new StringBuilder($$"""
            using Pulumi.Orgs;

            namespace {{programNamespace}};

            /// <summary>
            /// The access tokens of the organization and of its teams. Those that were taken over have no value here: the service shows it
            /// only once. A name can never be used again; so a token that is to change needs another name, or none, and then one is made.
            /// </summary>
            internal static class Tokens
            {
                public static void Declare(IReadOnlyDictionary<string, Team> teams)
                {

            """);
        foreach (var (name, owned) in plan.Tokens)
        {
            code.Append(Declaration(name, owned, declared));
        }

        return code.Append("    }\n}\n").ToString();
    }

    private static string Declaration(string name, OwnedToken owned, HashSet<string> declared)
    {
        var token = owned.Token;
        string?[] properties =
        [
            owned.Team is { } team ? $"Team = {TeamOf(team, declared)}" : null,
            $"Name = {Words.Literal(token.Name)}",
            token.Description.Length == 0 ? null : $"Description = {Words.Literal(token.Description)}",
            token.Admin ? "Admin = true" : null,
            token.Expires == 0 ? null : $"Expires = {token.Expires}",
        ];
        var end = token.Expires == 0 ? "" : $" // until {Timestamp.Show(token.Expires)}";
        var arguments = string.Join(", ", properties.OfType<string>());
        return $"        _ = new {owned.ResourceType}({Words.Literal(name)}, new() {{ {arguments} }});{end}\n";
    }

    // A team that is managed elsewhere is not the program's, but its tokens are.
    private static string TeamOf(string team, HashSet<string> declared) =>
        declared.Contains(team) ? $"teams[{Words.Literal(team)}].Name" : Words.Literal(team);
}
