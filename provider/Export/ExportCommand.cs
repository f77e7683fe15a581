using System.CommandLine;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Export;

/// <summary>Writes what takes an existing organization over.</summary>
internal sealed class ExportCommand : OrgsCommand
{
    private const string ImportFileName = "import.json";

    private readonly Option<FileInfo> _output = new("--output")
    {
        Description = $"The file to write for `pulumi import --file` (default: {ImportFileName} in the program's folder, or here)",
        HelpName = "FILE",
    };

    private readonly Option<DirectoryInfo> _program = new("--program")
    {
        Description = "Write a C# program that declares all of it into this folder",
        HelpName = "DIR",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Overwrite files that exist" };

    private readonly Option<bool> _bulk = new("--bulk")
    {
        Description = "Take all people over in one resource, and those of a team with the team: for organizations of hundreds",
    };

    public ExportCommand(CommandConsole console, Func<string, string?, ICloud> connect, TimeProvider clock)
        : base(
            "export", "Write what takes an existing organization over: a file for `pulumi import`, and a program", console, connect, clock)
    {
        Add(_output);
        Add(_program);
        Add(_force);
        Add(_bulk);
    }

    protected override async Task<int> RunAsync(ICloud cloud, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(Organization);
        var folder = parsed.GetValue(_program)?.FullName;
        var force = parsed.GetValue(_force);
        var bulk = parsed.GetValue(_bulk);
        var program = folder is null ? null : new ExportedProgram(name, parsed.GetValue(ApiUrl), bulk);
        var importFile = parsed.GetValue(_output)?.FullName ?? Path.GetFullPath(Path.Combine(folder ?? ".", ImportFileName));
        // Before the organization is read, which may take a while.
        RefuseToOverwrite([importFile, .. program?.FileNames.Select(file => Path.Combine(folder!, file)) ?? []], force);

        var organization = await Console.WithProgressAsync(progress =>
            new OrganizationReader(cloud, name, progress).ReadAllAsync(cancellationToken));
        var plan = ExportPlan.Of(organization, Clock.GetUtcNow(), bulk);
        var files = program?.Write(plan) ?? [];

        await WriteAsync(importFile, plan.ToImportFile(), force, cancellationToken);
        foreach (var (file, text) in files)
        {
            await WriteAsync(Path.Combine(folder!, file), text, force, cancellationToken);
        }

        foreach (var warning in plan.Warnings)
        {
            Console.Warn(warning);
        }

        var unwritten = program?.FileNames.Except(files.Select(static file => file.Name)) ?? [];
        foreach (var unused in unwritten.Select(file => Path.Combine(folder!, file)).Where(File.Exists))
        {
            Console.Warn($"{unused} is of an earlier export, and nothing of the organization belongs there now; delete it");
        }

        Report(plan, importFile, folder);
        return Success;
    }

    private static void RefuseToOverwrite(IEnumerable<string> files, bool force)
    {
        var existing = files.Where(File.Exists).ToList();
        if (existing.Count > 0 && !force)
        {
            throw new ResourceException(
                $"{string.Join(", ", existing)} {(existing.Count == 1 ? "exists" : "exist")} already; " +
                "give --force to overwrite, or another place");
        }
    }

    private static async Task WriteAsync(string file, string text, bool force, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Not by looking first: what somebody wrote meanwhile stays as well.
        await using var stream = new FileStream(file, force ? FileMode.Create : FileMode.CreateNew);
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private void Report(ExportPlan plan, string importFile, string? program)
    {
        var counts = plan.Resources.CountBy(static resource => resource.Type).Select(static count => Count(count.Key, count.Value));
        Console.Say($"{importFile}: {string.Join(", ", counts)}");
        if (program is null)
        {
            Console.Say($"Next: `pulumi import --file {importFile}` in a project that declares them; `--program DIR` writes one.");
            return;
        }

        Console.Say($"{program}: the program that declares them. Next, in that folder:");
        Console.Say("  pulumi stack init");
        Console.Say($"  pulumi import --file {Path.GetRelativePath(program, importFile)} --generate-code=false --protect=false --yes");
        Console.Say("  pulumi preview --expect-no-changes");
    }

    private static string Count(string type, int count) => type switch
    {
        "OrgMember" => Words.Count(count, "person", "people"),
        "OrgMembers" => "all people in one",
        "Team" => Words.Count(count, "team"),
        "TeamMembership" => Words.Count(count, "team membership"),
        "TeamStackPermission" => Words.Count(count, "permission on a stack", "permissions on stacks"),
        "TeamEnvironmentPermission" => Words.Count(count, "permission on an environment", "permissions on environments"),
        "OrgAccessToken" => Words.Count(count, "access token"),
        "TeamAccessToken" => Words.Count(count, "team access token"),
        "OrgWebhook" => Words.Count(count, "webhook"),
        _ => Words.Count(count, type),
    };
}
