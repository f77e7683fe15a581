using Policy;
using Pulumi;

// `pulumi config set orgs:organization acme`, `pulumi config set --secret webhookSecret …`, `pulumi up`. The program is a class of its own, so
// that tests can run it too: see ../testing.
return await Deployment.RunAsync(() => Company.Declare(new Pulumi.Config().RequireSecret("webhookSecret")));
