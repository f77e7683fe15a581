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

    private readonly ResourceSteps _steps = new(context, new StepRunner(context));

    /// <returns>What is recorded of the resource; null when it could not be taken over, as has been reported.</returns>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task<ResourceState?> RunAsync(ImportRequest request)
    {
        try
        {
            return await ImportAsync(request);
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

    private async Task<ResourceState> ImportAsync(ImportRequest request)
    {
        var package = ResourceTypes.PackageOf(request.Type);
        var stackName = $"{context.Options.Project}-{context.Options.Stack}";
        var stack = context.UrnOf(null, ResourceTypes.Stack, stackName);
        var urn = context.UrnOf(stack, request.Type, request.Name);
        if (context.State.Entries.Any(entry => entry.State.Urn == urn && !entry.State.Delete))
        {
            throw new RegistrationException($"resource '{urn}' already exists");
        }

        await registrar.RegisterAsync(new ResourceGoal { Type = ResourceTypes.Stack, Name = stackName });
        var reference = await registrar.DefaultProviderAsync(package, await VersionOfAsync(package));
        var provider = await context.Registry.GetAsync(reference, context.Control.Abort);
        var wanted = new ResourceState
        {
            Urn = urn,
            Custom = true,
            Parent = stack,
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
