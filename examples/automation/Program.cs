using System.Diagnostics;
using System.Text;
using System.Text.Json;

// A job for every night: compares the roster with the organization, and writes the text of an issue when they differ. The plugin is
// looked for on the PATH, and finds its access token in PULUMI_ACCESS_TOKEN. In a workflow of GitHub Actions:
//
//   - run: dotnet run --project automation -- acme roster.yaml drift.md || [ $? -eq 2 ]
//   - run: test ! -f drift.md || gh issue create --title "acme is not what its roster says" --body-file drift.md
//
// The exit codes are those of `drift`: 0 when nothing differs, 2 when there is something to write about, 1 when that is not known. So the
// job fails when it could not look, and not when it has found something.
const int Same = 0;
const int Different = 2;
const int Unknown = 1;

if (args is not [var organization, var roster, var issue, .. var ignored])
{
    await Console.Error.WriteLineAsync("usage: automation ORGANIZATION ROSTER ISSUE [LOGIN-TO-IGNORE ...]");
    return Unknown;
}

var start = new ProcessStartInfo("pulumi-resource-orgs", ["drift", "--organization", organization, "--roster", roster, "--json"])
{
    RedirectStandardOutput = true,
};
foreach (var login in ignored)
{
    start.ArgumentList.Add("--ignore");
    start.ArgumentList.Add(login);
}

using var drift = Process.Start(start)!;
var output = await drift.StandardOutput.ReadToEndAsync();
await drift.WaitForExitAsync();
switch (drift.ExitCode)
{
    case Same:
        // The issue of last night is settled.
        File.Delete(issue);
        return Same;
    case Different:
        using (var found = JsonDocument.Parse(output))
        {
            await File.WriteAllTextAsync(issue, Describe(found.RootElement));
        }

        return Different;
    default:
        // The command has said why on stderr.
        return Unknown;
}

static string Describe(JsonElement found)
{
    var text = new StringBuilder();
    text.AppendLine($"`{Text(found, "organization")}` is not what its roster says.");
    text.AppendLine();
    text.AppendLine("| | what | who or which | property | roster | organization |");
    text.AppendLine("|---|---|---|---|---|---|");
    foreach (var difference in found.GetProperty("differences").EnumerateArray())
    {
        var name = string.Join('/', new[] { "team", "login", "stack", "environment" }.Select(part => Text(difference, part)).Where(part => part.Length > 0));
        string[] cells = ["kind", "subject", "", "property", "roster", "organization"];
        text.AppendLine($"| {string.Join(" | ", cells.Select(cell => Cell(cell.Length == 0 ? name : Text(difference, cell))))} |");
    }

    var strangers = found.GetProperty("notInRoster").EnumerateArray().Select(login => Cell(login.GetString()!)).ToList();
    if (strangers.Count > 0)
    {
        text.AppendLine();
        text.AppendLine($"In the organization, but not in the roster: {string.Join(", ", strangers)}. Somebody may have forgotten to write them down.");
    }

    text.AppendLine();
    text.AppendLine(
        "Either the roster is right, and `pulumi up --refresh` puts the organization in order, or the organization is, and the roster wants a commit.");
    return text.ToString();
}

static string Text(JsonElement json, string property) =>
    json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

// A name is whatever its owner made it. In a table it must be neither Markdown nor a mention of somebody.
static string Cell(string text)
{
    var line = text.ReplaceLineEndings(" ").Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal);
    return line.Length == 0 ? "" : $"`{line}`";
}
