using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

if (OrgsCommandLine.IsCommand(args))
{
    return await OrgsCommandLine.RunAsync(args);
}

using var neighbours = new Neighbours(OrgsPackage.Name);
using var log = new EngineLog();
using var configuration = new OrgsConfiguration(Environment.GetEnvironmentVariable, options => new CloudClient(options with
{
    OtherWriters = new OtherProviders(neighbours),
    OnLongPause = (pause, cancellationToken) => log.InformAsync("", OrgsFailures.Explain(pause), cancellationToken),
}));
var package = OrgsPackage.Create(configuration, configuration, configuration, TimeProvider.System);
return await PluginHost.RunAsync(package, neighbours, log, args);
