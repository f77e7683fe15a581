using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Writes what takes an existing organization over. Only reads from the cloud.</summary>
internal sealed class ExportCommand(ICloud cloud, CommandConsole console, TimeProvider clock)
{
    public const string ImportFileName = "import.json";

    /// <summary>Reads the organization and writes the files. The answer is the exit code.</summary>
    /// <exception cref="ResourceException">A file is there already, and was not to be overwritten.</exception>
    /// <exception cref="CloudException">Something could not be read.</exception>
    /// <exception cref="Pulumi.Orgs.RosterException">The organization has names that no roster can have.</exception>
    public async Task<int> RunAsync(ExportOptions options, CancellationToken cancellationToken)
    {
        var program = options.Program is null ? null : new ExportedProgram(options.Organization, options.ApiUrl);
        var importFile = Path.GetFullPath(options.Output ?? Path.Combine(options.Program ?? ".", ImportFileName));
        // Before the organization is read, which may take a while.
        RefuseToOverwrite([importFile, .. program?.FileNames.Select(name => Path.Combine(options.Program!, name)) ?? []], options.Force);

        var organization = await console
            .WithProgressAsync(progress => new OrganizationReader(cloud, progress).ReadAllAsync(options.Organization, cancellationToken))
            .ConfigureAwait(false);
        var plan = ExportPlan.Of(organization, clock.GetUtcNow());
        var files = program?.Write(plan) ?? [];

        await WriteAsync(importFile, ImportFile.Write(plan.Resources), options.Force, cancellationToken).ConfigureAwait(false);
        foreach (var (name, text) in files)
        {
            await WriteAsync(Path.Combine(options.Program!, name), text, options.Force, cancellationToken).ConfigureAwait(false);
        }

        foreach (var warning in plan.Warnings)
        {
            console.Warn(warning);
        }

        Report(plan, importFile, options.Program);
        return ExitCodes.Success;
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
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        // Not by looking first: what somebody wrote meanwhile stays as well.
        await using var stream = new FileStream(file, force ? FileMode.Create : FileMode.CreateNew);
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    private void Report(ExportPlan plan, string importFile, string? program)
    {
        var counts = plan.Resources.CountBy(static resource => resource.Type).Select(static count => Words.Of(count.Key, count.Value));
        console.Say($"{importFile}: {string.Join(", ", counts)}");
        if (program is null)
        {
            console.Say($"Next: `pulumi import --file {importFile}` in a project that declares them; `--program DIR` writes one.");
            return;
        }

        console.Say($"{program}: the program that declares them. Next, in that folder:");
        console.Say("  pulumi stack init");
        console.Say($"  pulumi import --file {Path.GetRelativePath(program, importFile)} --generate-code=false --protect=false --yes");
        console.Say("  pulumi preview --expect-no-changes");
    }
}
