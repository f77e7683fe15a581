using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Tests.Running;

namespace PulumiOrgs.Framework.Tests.Declaring;

public sealed class ProviderPackageTests
{
    private readonly ProviderPackage _package = Box.Package(new Desk(), new Box());

    [Fact]
    public void A_resource_is_found_by_its_token() => Assert.Equal("Desk", _package.FindResource("boxes:index/desk:Desk").Name);

    [Fact]
    public void A_resource_that_there_is_not_is_answered_with_those_that_there_are() => Assert.Equal(
        "the package 'boxes' 1.0.0 has no resource 'boxes:index:Lid'; it has boxes:index/box:Box, boxes:index/desk:Desk",
        Assert.Throws<ResourceException>(() => _package.FindResource("boxes:index:Lid")).Message);

    [Fact]
    public void A_function_that_there_is_not_is_answered_with_those_that_there_are() => Assert.Equal(
        "the package 'boxes' 1.0.0 has no function 'boxes:index:open'; it has ",
        Assert.Throws<ResourceException>(() => _package.FindFunction("boxes:index:open")).Message);

    [Fact]
    public void A_context_knows_how_to_import() => Assert.Equal(
        "pulumi import boxes:index/box:Box one a/box",
        new ResourceContext("urn:pulumi:dev::boxes::boxes:index/box:Box::one", "boxes:index/box:Box").ImportCommand("a/box"));
}
