using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Service;

if (OrgsCommandLine.IsCommand(args))
{
    return await OrgsCommandLine.RunAsync(args);
}

using var neighbours = new Neighbours();
using var configuration = new OrgsConfiguration(
    Environment.GetEnvironmentVariable, options => new CloudClient(options with { OtherWriters = neighbours }));
var package = OrgsPackage.Create(configuration, configuration, configuration, TimeProvider.System);
return await PluginHost.RunAsync(package, neighbours, args);
