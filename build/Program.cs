using System.CommandLine;
using PulumiOrgs.Build.Docs;
using PulumiOrgs.Build.Fuzz;
using PulumiOrgs.Build.Grid;
using PulumiOrgs.Build.Release;
using PulumiOrgs.Build.Sdk;

var command = new RootCommand("What is done to this repository besides building and testing it.")
{
    new DocsCommand(), new FuzzCommand(), new GridCommand(), new ReleaseCommand(), new SchemaCommand(), new SdkCommand(),
};
return await command.Parse(args).InvokeAsync();
