using Pulumi;
using Pulumi.Orgs;
using Pulumi.Random;

return await Deployment.RunAsync(() =>
{
    var settings = new Pulumi.Config();

    // Rotates when somebody says so: `pulumi config set rotation 2`, then `pulumi up`. Another keeper makes another id, that another name,
    // and that another token; the old token goes when the new one is there. A name can be used only once for ever. Since it is random here,
    // the keeper may take any value that differs from the last one, an earlier one too.
    var rotation = new RandomId("deploy", new()
    {
        ByteLength = 4,
        Keepers = { ["rotation"] = settings.Get("rotation") ?? "1" },
    });
    var deploy = new OrgAccessToken("deploy", new()
    {
        Name = Output.Format($"deploy-{rotation.Hex}"),
        Description = "Deploys from the main branch",
    });

    // Rotates when it is due: it lives for 90 days from its making, and the first `pulumi up` in the last 30 of them makes another one. The
    // program needs no clock, so no other `up` changes anything. It needs no name either: the provider makes a fresh one for each token.
    var nightly = new OrgAccessToken("nightly", new()
    {
        Description = "Looks for drift every night",
        ExpiresAfter = "90d",
        RotateBefore = "30d",
    });

    // Both are secrets, and are kept and shown as such: `pulumi stack output --show-secrets`.
    return new Dictionary<string, object?>
    {
        ["deployTokenName"] = deploy.Name,
        ["tokens"] = new Dictionary<string, object?> { ["deploy"] = deploy.Value, ["nightly"] = nightly.Value },
    };
});
