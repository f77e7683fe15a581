using System.Globalization;

namespace PulumiOrgs.Bench;

/// <summary>How much the program declares.</summary>
/// <param name="Members">People of the organization.</param>
/// <param name="Teams">Teams.</param>
/// <param name="Memberships">People in each team.</param>
/// <param name="Tokens">Access tokens of the organization.</param>
internal sealed record Size(int Members = 0, int Teams = 0, int Memberships = 0, int Tokens = 0)
{
    public int Resources => Members + Teams + (Teams * Memberships) + Tokens;

    public Dictionary<string, string> Config => new()
    {
        ["orgs:organization"] = "acme",
        ["members"] = Text(Members),
        ["teams"] = Text(Teams),
        ["memberships"] = Text(Memberships),
        ["tokens"] = Text(Tokens),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
