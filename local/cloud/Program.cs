using PulumiOrgs.Local.Cloud;

return await new CloudCommand().Parse(args).InvokeAsync();
