using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Compares a roster with the organization as it is. Only reads from the cloud.</summary>
internal sealed class DriftCommand(ICloud cloud, CommandConsole console, TimeProvider clock)
{
    /// <summary>Reads both and shows what differs. The answer is the exit code.</summary>
    /// <exception cref="PulumiOrgs.Framework.Declaring.ResourceException">The page would overwrite a file that is none.</exception>
    /// <exception cref="RosterException">The roster cannot be used.</exception>
    /// <exception cref="CloudException">Something could not be read.</exception>
    public async Task<int> RunAsync(DriftOptions options, CancellationToken cancellationToken)
    {
        var roster = Roster.Read(options.RosterFile);
        var page = options.Html is { } path ? new PageFile(path, options.Force) : null;
        // Before the organization is read, which may take a while.
        page?.RefuseToOverwrite();
        var organization = await console
            .WithProgressAsync(progress => new OrganizationReader(cloud, progress).ReadRosterAsync(options.Organization, cancellationToken))
            .ConfigureAwait(false);
        var comparison = RosterComparison.Of(roster, organization);
        if (page is not null)
        {
            await page.WriteAsync(DriftPage.Write(comparison, clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        }

        if (options.Json)
        {
            DriftReport.WriteJson(console.Output, comparison);
        }
        else
        {
            DriftReport.WriteTable(console.Output, comparison);
            foreach (var note in comparison.Notes)
            {
                console.Warn(note);
            }
        }

        return comparison.Differences.Count == 0 ? ExitCodes.Success : ExitCodes.Different;
    }
}
