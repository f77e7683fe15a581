using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Framework.Tests.Running;

namespace PulumiOrgs.Framework.Tests.Declaring;

public sealed class ProviderPackageTests
{
    private static readonly IReadOnlyList<IFunction> Functions = [new Open(), new Close()];

    private readonly ProviderPackage _package = new(Box.Package().Description, new NoConfiguration(), [new Desk(), new Box()], Functions);

    [Fact]
    public void A_resource_is_found_by_its_token() => Assert.Equal("Desk", _package.FindResource("boxes:index/desk:Desk").Name);

    [Fact]
    public void A_function_is_found_by_its_token() => Assert.Equal("close", _package.FindFunction("boxes:index/close:close").Name);

    [Fact]
    public void Tokens_name_no_files_unless_the_package_says_so()
    {
        var package = new ProviderPackage(_package.Description with { NamesFiles = false }, new NoConfiguration(), [new Desk()], Functions);

        Assert.Equal("Desk", package.FindResource("boxes:index:Desk").Name);
        Assert.Equal("open", package.FindFunction("boxes:index:open").Name);
    }

    [Fact]
    public void A_package_explains_no_failure_and_changes_no_text_unless_it_says_so()
    {
        Assert.Null(_package.Explain(new InvalidOperationException("it broke")));
        Assert.Equal("a\tname", _package.Printable("a\tname"));
    }

    [Fact]
    public void Inputs_fall_back_to_what_is_configured_under_the_packages_name()
    {
        Assert.Equal("boxes", _package.Defaults.Package);
        Assert.Empty(_package.Defaults.Values);
    }

    [Fact]
    public void A_setting_that_is_missing_is_named() =>
        Assert.Equal("boxes:token is missing: who asks", new MissingConfigurationException("boxes:token", "who asks").Message);

    [Fact]
    public void A_resource_that_there_is_not_is_answered_with_those_that_there_are() => Assert.Equal(
        "the package 'boxes' 1.0.0 has no resource 'boxes:index:Lid'; it has boxes:index/box:Box, boxes:index/desk:Desk",
        Assert.Throws<ResourceException>(() => _package.FindResource("boxes:index:Lid")).Message);

    [Fact]
    public void A_function_that_there_is_not_is_answered_with_those_that_there_are() => Assert.Equal(
        "the package 'boxes' 1.0.0 has no function 'boxes:index:open'; it has boxes:index/close:close, boxes:index/open:open",
        Assert.Throws<ResourceException>(() => _package.FindFunction("boxes:index:open")).Message);

    [Fact]
    public void A_context_knows_how_to_import() => Assert.Equal(
        "pulumi import boxes:index/box:Box one a/box",
        new ResourceContext("urn:pulumi:dev::boxes::boxes:index/box:Box::one", "boxes:index/box:Box").ImportCommand("a/box"));
    private sealed record Lid
    {
        [Output("Whether it is off.")]
        public bool IsOff { get; init; }
    }

    [Function("open", "Opens.")]
    private sealed class Open : Function<NoArguments, Lid>
    {
        protected override Task<Lid> InvokeAsync(NoArguments arguments, CancellationToken cancellationToken) => Task.FromResult(new Lid { IsOff = true });
    }

    [Function("close", "Closes.")]
    private sealed class Close : Function<NoArguments, Lid>
    {
        protected override Task<Lid> InvokeAsync(NoArguments arguments, CancellationToken cancellationToken) => Task.FromResult(new Lid());
    }

    private sealed record NoArguments;
}
