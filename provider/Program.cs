using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Service;

using var configuration = new OrgsConfiguration(Environment.GetEnvironmentVariable, static options => new CloudClient(options));
var package = OrgsPackage.Create(configuration, configuration, TimeProvider.System);
await PluginHost.RunAsync(package, args);
