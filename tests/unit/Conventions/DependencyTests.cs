using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Grpc.Core;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Tests.Conventions;

/// <summary>Who may use whom, where the projects do not hold it by themselves.</summary>
public static class DependencyTests
{
    private static readonly Assembly Provider = typeof(OrgsPackage).Assembly;

    private static bool IsIn(Type type, string name) =>
        type.Namespace == name || type.Namespace?.StartsWith($"{name}.", StringComparison.Ordinal) == true;

    public sealed class InTheProvider
    {
        [Theory]
        [InlineData("PulumiOrgs.Provider.Resources", "Grpc", "Google.Protobuf", "Pulumirpc", "System.Net.Http")]
        [InlineData("PulumiOrgs.Provider.Functions", "Grpc", "Google.Protobuf", "Pulumirpc", "System.Net.Http")]
        [InlineData("PulumiOrgs.Provider.Cloud", "PulumiOrgs.Framework", "PulumiOrgs.Protocol", "Grpc", "Google.Protobuf", "Pulumirpc")]
        public void Types_of_a_namespace_use_none_of(string name, params string[] others)
        {
            var types = Provider.GetTypes().Where(type => IsIn(type, name)).ToList();
            var uses = types.SelectMany(type => UsedTypes.Of(type).Where(used => others.Any(other => IsIn(used, other))).Select(used => $"{type} uses {used}"));

            Assert.NotEmpty(types);
            Assert.Equal("", string.Join('\n', uses));
        }
    }

    public sealed class BetweenAssemblies
    {
        [Fact]
        public void The_framework_knows_no_provider_and_nothing_of_an_organization() => Assert.Equal(
            ["PulumiOrgs.Protocol"],
            typeof(Resource).Assembly.GetReferencedAssemblies().Select(static name => name.Name!).Where(IsOfThisRepository));

        [Fact]
        public void The_protocol_knows_nothing_of_this_repository() =>
            Assert.DoesNotContain(typeof(PulumiOrgs.Protocol.PropertyMap).Assembly.GetReferencedAssemblies().Select(static name => name.Name!),
                IsOfThisRepository);

        [Theory]
        [InlineData("LocalCloud")]
        [InlineData("LocalEngine", "LocalCloud", "PulumiOrgs.Protocol")]
        [InlineData("Pulumi", "PulumiOrgs.Protocol")]
        [InlineData("Pulumi.Random", "Pulumi")]
        [InlineData("pulumi-resource-random", "PulumiOrgs.Framework", "PulumiOrgs.Protocol")]
        public void What_is_local_uses_of_this_repository_at_most(string local, params string[] others) =>
            Assert.All(ReferencesOf(local).Where(IsOfThisRepository), reference => Assert.Contains(reference, others));

        private static bool IsOfThisRepository(string assembly) =>
            new[] { "PulumiOrgs", "Pulumi", "pulumi-resource-", "Local" }.Any(start => assembly.StartsWith(start, StringComparison.Ordinal));

        // Read and not loaded: some of these are programs, and one has the name of a package.
        private static List<string> ReferencesOf(string assembly)
        {
            var file = typeof(DependencyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == assembly).Value!;
            using var image = new PEReader(File.OpenRead(file));
            var metadata = image.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
        }
    }

    /// <summary>What the tests above would overlook if these did not hold.</summary>
    public sealed class TheUsedTypes
    {
        [Theory]
        [InlineData(typeof(InItsBase))]
        [InlineData(typeof(InAProperty))]
        [InlineData(typeof(InAGenericArgument))]
        [InlineData(typeof(InAParameter))]
        [InlineData(typeof(InABody))]
        [InlineData(typeof(InACatch))]
        [InlineData(typeof(InAGenericBody<>))]
        [InlineData(typeof(InWhatACallGives))]
        [InlineData(typeof(AfterASwitch))]
        public void Have_a_type_however_it_is_used(Type user) =>
            Assert.Contains(UsedTypes.Of(user), static used => used == typeof(RpcException) || used == typeof(Status));

        [Fact]
        public void Have_a_type_of_an_asynchronous_method_or_a_lambda_in_what_is_nested() => Assert.Contains(
            typeof(InAnAsynchronousMethod).GetNestedTypes(BindingFlags.NonPublic),
            static nested => nested.Namespace == typeof(DependencyTests).Namespace && UsedTypes.Of(nested).Contains(typeof(RpcException)));

        [Fact]
        public void Have_no_other() => Assert.DoesNotContain(UsedTypes.Of(typeof(TheUsedTypes)), static used => used == typeof(HttpClient));

        private class InItsBase() : RpcException(default);

        private static class InAProperty
        {
            public static RpcException? Failure { get; set; }
        }

        private sealed class InAGenericArgument
        {
            public static IReadOnlyList<Func<RpcException[]>> Failures => [];
        }

        private abstract class InAParameter
        {
            public abstract void Take(ref RpcException failure);
        }

        private static class InABody
        {
            public static Exception Fail() => throw new RpcException(default);
        }

        private static class InACatch
        {
            public static void Fail(Action call)
            {
                try
                {
                    call();
                }
                catch (RpcException)
                {
                }
            }
        }

        private static class InAGenericBody<T>
        {
            public static bool IsSuch<TOther>(T value, TOther other) => value is RpcException || other is null;
        }

        private static class InWhatACallGives
        {
            public static bool Fail() => Made() is null;

            private static object? Made() => Status.DefaultSuccess.Detail;
        }

        private static class AfterASwitch
        {
            public static object Fail(int number) => number switch
            {
                0 => 1.5,
                1 => 5_000_000_000L,
                2 => "two",
                3 => 'c',
                4 => new RpcException(default),
                _ => number,
            };
        }

        private static class InAnAsynchronousMethod
        {
            public static async Task FailAsync()
            {
                await Task.Yield();
                throw new RpcException(default);
            }
        }
    }
}
