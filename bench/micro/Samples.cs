using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Bench.Micro;

/// <summary>What the benchmarks work on: the package, configured, and properties of its resources.</summary>
internal static class Samples
{
    /// <summary>Which resource they are.</summary>
    public static ResourceContext Context { get; } = new("urn:pulumi:dev::acme::orgs:index:OrgMember::it", "orgs:index:OrgMember");

    /// <summary>A person's inputs as a program gives them: the organization is the provider's.</summary>
    public static PropertyMap MemberInputs { get; } = PropertyMap.Of(("username", "ada-lovelace"), ("role", "member"));

    /// <summary>A person as the server knows it.</summary>
    public static PropertyMap MemberState { get; } = PropertyMap.Of(
        ("organization", "acme"), ("username", "ada-lovelace"), ("role", "member"), ("name", "Ada Lovelace"), ("email", "ada@acme.example"),
        ("avatarUrl", "https://avatars.acme.example/u/1815"), ("knownToPulumi", true), ("virtualAdmin", false));

    /// <summary>A team's inputs with its fifty members.</summary>
    public static PropertyMap TeamInputs { get; } = PropertyMap.Of(("name", "platform"), ("displayName", "Platform"), ("members", Logins(50)));

    /// <summary>That team as the server knows it.</summary>
    public static PropertyMap TeamState { get; } = PropertyMap.Of(
        ("organization", "acme"), ("teamType", "pulumi"), ("name", "platform"), ("displayName", "Platform"), ("description", ""),
        ("members", Logins(50)), ("kind", "pulumi"));

    /// <summary>A token's inputs.</summary>
    public static PropertyMap TokenInputs { get; } = PropertyMap.Of(("name", "ci-deploy"), ("description", "Deploys the website"));

    /// <summary>That token in the state: its value is secret, and so is its description, which came from a secret.</summary>
    public static PropertyMap TokenState { get; } = PropertyMap.Of(
        ("organization", "acme"), ("name", "ci-deploy"), ("description", new SecretValue("Deploys the website")), ("expires", 0), ("admin", false),
        ("tokenId", "7c5e8a52-6f0f-4f0e-9a53-1a6a3f2f7b11"), ("value", new SecretValue("pul-0000000000000000000000000000000000000000")),
        ("created", "2026-06-01T12:00:00Z"), ("lastUsed", 0), ("createdBy", "ada-lovelace"));

    public static Autonaming Naming { get; } = new("it", default, null, AutonamingMode.Propose);

    /// <summary>The package as the plugin makes it when it starts.</summary>
    public static ProviderPackage Package()
    {
        var configuration = new OrgsConfiguration(static _ => null, static options => new CloudClient(options));
        return OrgsPackage.Create(configuration, configuration, configuration, TimeProvider.System);
    }

    /// <summary>The package after Configure, which reads and writes nothing yet.</summary>
    public static ProviderPackage ConfiguredPackage()
    {
        var package = Package();
        package.Configuration.Configure(PropertyMap.Of(("accessToken", new SecretValue("pul-none")), ("organization", "acme")));
        return package;
    }

    private static ListValue Logins(int count) => new([.. Enumerable.Range(1, count).Select(static number => (PropertyValue)$"person-{number}")]);
}
