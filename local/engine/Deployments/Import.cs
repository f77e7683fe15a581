using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Takes over resources that exist into the state, without a program.</summary>
/// <param name="context">The deployment.</param>
/// <param name="registrar">Registers the stack and the provider.</param>
/// <param name="plugins">Tells a plugin's version.</param>
public sealed class Import(DeploymentContext context, Registrar registrar, PluginStarter plugins)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _versions = new();
    private readonly ResourceSteps _steps = new(context);

    /// <summary>Takes over all of these at once.</summary>
    /// <returns>What is recorded of each; null for one that could not be taken over, as has been reported.</returns>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task<IReadOnlyList<StackResource?>> RunAsync(IReadOnlyList<ImportRequest> requests)
    {
        var urn = context.UrnOf(null, ResourceTypes.Stack, $"{context.Project}-{context.Options.Stack}");
        var stack = await registrar.RegisterAsync(new ResourceGoal(new StackResource { Urn = urn }));
        return stack.Outcome == RegistrationOutcome.Done
            ? await Task.WhenAll(requests.Select(request => TryImportAsync(request, stack.Urn)))
            : [];
    }

    private async Task<StackResource?> TryImportAsync(ImportRequest request, Urn stack)
    {
        try
        {
            return await ImportAsync(request, stack);
        }
        catch (Exception exception) when (exception is StepFailedException or StepSkippedException)
        {
            return null;
        }
        catch (Exception exception) when (exception is ProviderException or FormatException or RegistrationException)
        {
            context.Fail(exception.Message);
            return null;
        }
    }

    private async Task<StackResource> ImportAsync(ImportRequest request, Urn stack)
    {
        var urn = context.UrnOf(stack, request.Type, request.Name);
        if (context.State.Entries.Any(entry => entry.State.Urn == urn && !entry.State.Delete))
        {
            throw new RegistrationException($"resource '{urn}' already exists");
        }

        var package = ResourceTypes.PackageOf(request.Type);
        var version = await _versions.GetOrAdd(package, name => new Lazy<Task<string>>(() => VersionOfAsync(name))).Value;
        var reference = await registrar.DefaultProviderAsync(package, version);
        using var turn = await context.Control.TurnAsync();
        var provider = await context.Registry.GetAsync(reference, context.Control.Abort);
        var wanted = new StackResource
        {
            Urn = urn,
            Custom = true,
            Parent = stack,
            Provider = reference,
            ImportId = request.Id,
            Protect = request.Protect,
        };
        var entry = await _steps.ImportAsync(wanted, provider, null);
        // What names the resource from here on is its id. A program need not say that it was imported.
        var imported = entry.State with { ImportId = "" };
        await context.State.CommitAsync(edit => edit.Update(entry, imported));
        foreach (var failure in (await provider.CheckAsync(imported, imported.Inputs, context.Control.Abort)).Failures)
        {
            context.Report(
                DiagnosticSeverity.Warning,
                $"the resource is imported, but the provider refuses the inputs that it read, which is a fault of its own: {failure}",
                urn);
        }

        return imported;
    }

    /// <summary>The version of the state's default provider, so that the program's next run goes on with that; else the plugin's.</summary>
    private async Task<string> VersionOfAsync(string package)
    {
        var type = ResourceTypes.ProviderOf(package);
        var recorded = context.State.Entries.LastOrDefault(entry =>
            entry.State.Type == type && entry.State.Urn.Name.StartsWith("default", StringComparison.Ordinal));
        if (recorded is not null)
        {
            return recorded.State.Inputs.Find(ProviderRegistry.VersionKey) is StringValue version ? version.Value : "";
        }

        await using var plugin = await plugins.StartAsync(package, context.Control.Abort);
        return await plugin.GetVersionAsync(context.Control.Abort);
    }
}
