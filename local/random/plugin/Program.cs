using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Local.Random;

return await PluginHost.RunAsync(RandomPackage.Create(), args);
