using System.CommandLine;
using PulumiOrgs.Local.Engine.Commands;

var command = new CommandLine(new ConsoleCommandRunner(TimeProvider.System)).Build().Parse(args);

// The runner answers Ctrl-C itself: steps that are under way end, and are recorded, in their own time.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
