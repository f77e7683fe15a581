using PulumiOrgs.Bench;

return await new BenchCommand().Parse(args).InvokeAsync();
