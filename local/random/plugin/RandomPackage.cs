using System.Reflection;

namespace PulumiOrgs.Local.Random;

/// <summary>The package <c>random</c>, as far as it stands in for the real one.</summary>
public static class RandomPackage
{
    public static ProviderPackage Create() => new(
        new PackageDescription
        {
            Name = "random",
            DisplayName = "Random (stand-in)",
            Version = typeof(RandomPackage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            Description = "Random values that stay until their inputs change.",
            Keywords = ["pulumi", "random"],
            License = "Apache-2.0",
            CSharpNamespace = "Random",
            NamesFiles = true,
        },
        new NoConfiguration(),
        [new RandomId(), new RandomInteger(), new RandomPet(), new RandomString()],
        []);
}
