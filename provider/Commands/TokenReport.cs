using System.Globalization;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Shows tokens that no stack knows, as a list or as JSON.</summary>
internal static class TokenReport
{
    // Not a table: it would be wider than a window, and a command that is broken into lines cannot be copied.
    public static void WriteList(TextWriter output, IReadOnlyList<UnknownToken> tokens, DateTimeOffset now)
    {
        foreach (var unknown in tokens)
        {
            var token = unknown.Token;
            var owner = unknown.Owned.Team is { } team ? $"team {team} of {unknown.Organization}" : unknown.Organization;
            output.WriteLine(Printable.Line($"{token.Name} ({owner})"));
            Line("id", token.Id);
            Line("made", string.Join(", ", new[] { token.CreatedBy.Length > 0 ? $"by {token.CreatedBy}" : null, CreatedOf(unknown) }.OfType<string>()));
            Line("last used", token.LastUsed == 0 ? "never" : Timestamp.Show(token.LastUsed));
            Line("expires", token.Expires == 0 ? "never" : Timestamp.Show(token.Expires) + (unknown.IsExpired(now) ? " (expired)" : ""));
            Line("delete", unknown.DeleteCommand ?? "at the console: its id cannot be part of a path");
            output.WriteLine();
        }

        void Line(string what, string text) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-10} {Printable.Line(text)}").TrimEnd());
    }

    public static void WriteJson(TextWriter output, string organization, int all, IReadOnlyList<UnknownToken> tokens, DateTimeOffset now) =>
        output.WriteLine(Words.Json(new JObject
        {
            ["organization"] = organization,
            ["tokens"] = all,
            ["unknown"] = new JArray(tokens.Select(unknown => new JObject
            {
                ["id"] = unknown.Token.Id,
                ["name"] = unknown.Token.Name,
                ["team"] = unknown.Owned.Team,
                ["createdBy"] = unknown.Token.CreatedBy,
                ["created"] = CreatedOf(unknown),
                ["lastUsed"] = unknown.Token.LastUsed == 0 ? null : Timestamp.Show(unknown.Token.LastUsed),
                ["expires"] = unknown.Token.Expires == 0 ? null : Timestamp.Show(unknown.Token.Expires),
                ["expired"] = unknown.IsExpired(now),
                ["delete"] = unknown.DeleteCommand,
            })),
        }));

    private static string? CreatedOf(UnknownToken unknown) => unknown.Token.Created is { } created ? Timestamp.Show(created) : null;
}
