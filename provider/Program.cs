using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Service;

if (OrgsCommandLine.IsCommand(args))
{
    return await OrgsCommandLine.RunAsync(args);
}

using var configuration = new OrgsConfiguration(Environment.GetEnvironmentVariable, static options => new CloudClient(options));
var package = OrgsPackage.Create(configuration, configuration, configuration, TimeProvider.System);
return await PluginHost.RunAsync(package, args);
