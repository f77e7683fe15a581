using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Framework.Tests.Running;

public sealed class LazyDeclarationTests
{
    private readonly ProviderPackage _package = new(
        new PackageDescription
        {
            Name = "wrong",
            DisplayName = "",
            Version = "1.0.0",
            Description = "",
            Keywords = [],
            License = "",
            CSharpNamespace = "",
        },
        Mock.Of<IProviderConfiguration>(),
        [new Undeclared()],
        []);

    [Fact]
    public void A_start_reads_no_declarations_and_the_schema_reads_all() => Assert.Contains(
        nameof(ResourceAttribute), Assert.Throws<InvalidOperationException>(new SchemaWriter(_package).Write).Message, StringComparison.Ordinal);

    private sealed class Undeclared : Resource<Undeclared.Args, Undeclared.State>
    {
        public record Args;

        public sealed record State : Args;

        protected internal override Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected internal override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
