using System.CommandLine;
using PulumiOrgs.Build.Fuzz;
using PulumiOrgs.Build.Grid;

return await new RootCommand("What is done to this repository besides building and testing it.") { new FuzzCommand(), new GridCommand() }.Parse(args).InvokeAsync();
