using System.Collections.Concurrent;
using System.Security.Cryptography;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Takes over resources that exist into the state, without a program.</summary>
/// <param name="context">The deployment.</param>
/// <param name="registrar">Registers the stack and the provider.</param>
/// <param name="plugins">Tells a plugin's version.</param>
public sealed class Import(DeploymentContext context, Registrar registrar, PluginHost plugins)
{
    private const int SeedSize = 32;

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _versions = new();
    private readonly ResourceSteps _steps = new(context, new StepRunner(context));

    /// <summary>Takes over all of these at once, children after their parents.</summary>
    /// <returns>What is recorded of each; null for one that could not be taken over, as has been reported.</returns>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task<IReadOnlyList<ResourceState?>> RunAsync(IReadOnlyList<ImportRequest> requests)
    {
        var stackName = $"{context.Options.Project}-{context.Options.Stack}";
        var stack = context.UrnOf(null, ResourceTypes.Stack, stackName);
        var imports = new Lazy<Task<ResourceState?>>[requests.Count];
        try
        {
            await registrar.RegisterAsync(new ResourceGoal { Type = ResourceTypes.Stack, Name = stackName });
        }
        catch (RegistrationException exception)
        {
            context.Fail(exception.Message);
            return [];
        }

        for (var index = 0; index < requests.Count; index++)
        {
            var request = requests[index];
            imports[index] = new(() => TryImportAsync(request, ParentAsync(request)));
        }

        return await Task.WhenAll(imports.Select(static import => import.Value));

        async Task<Urn?> ParentAsync(ImportRequest request) => request.Parent switch
        {
            null => stack,
            { Urn: { } recorded } => recorded,
            { Index: var index } => (await imports[index].Value)?.Urn,
        };
    }

    private async Task<ResourceState?> TryImportAsync(ImportRequest request, Task<Urn?> whenParent)
    {
        try
        {
            return await whenParent is { } parent ? await ImportAsync(request, parent) : null;
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

    private async Task<ResourceState> ImportAsync(ImportRequest request, Urn parent)
    {
        var urn = context.UrnOf(parent, request.Type, request.Name);
        if (context.State.Entries.Any(entry => entry.State.Urn == urn && !entry.State.Delete))
        {
            throw new RegistrationException($"resource '{urn}' already exists");
        }

        if (request.Id.Length == 0)
        {
            var component = new ResourceGoal { Type = request.Type, Name = request.Name, Parent = parent, Protect = request.Protect };
            await registrar.RegisterAsync(component);
            return context.State.Entries.FirstOrDefault(entry => entry.State.Urn == urn)?.State ?? throw new StepSkippedException();
        }

        var package = ResourceTypes.PackageOf(request.Type);
        var version = await _versions.GetOrAdd(package, name => new Lazy<Task<string>>(() => VersionOfAsync(name))).Value;
        var reference = await registrar.DefaultProviderAsync(package, version);
        using var turn = await context.Control.TurnAsync();
        var provider = await context.Registry.GetAsync(reference, context.Control.Abort);
        var wanted = new ResourceState
        {
            Urn = urn,
            Custom = true,
            Parent = parent,
            Provider = reference.ToString(),
            ImportId = request.Id,
            Protect = request.Protect,
        };
        var entry = await _steps.ImportAsync(wanted, provider, null);
        context.State.ForgetCutOff(operation => operation.Resource.Urn == urn);
        // What names the resource from here on is its id. A program need not say that it was imported.
        var imported = entry.State with { ImportId = "" };
        await context.State.CommitAsync(edit => edit.Update(entry, imported));
        await WarnOfWrongInputsAsync(imported, provider);
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
            return recorded.State.Inputs.Find("version") is StringValue version ? version.Value : "";
        }

        await using var plugin = await plugins.StartAsync(package, context.Control.Abort);
        return await plugin.GetVersionAsync(context.Control.Abort);
    }

    private async Task WarnOfWrongInputsAsync(ResourceState imported, IResourceProvider provider)
    {
        var check = await provider.CheckAsync(
            imported.Urn,
            imported.Inputs,
            imported.Inputs,
            RandomNumberGenerator.GetBytes(SeedSize),
            context.Control.Abort);
        foreach (var failure in check.Failures)
        {
            context.Report(
                DiagnosticSeverity.Warning,
                $"the resource is imported, but the provider refuses the inputs that it read, which is a fault of its own: {failure}",
                imported.Urn);
        }
    }
}
