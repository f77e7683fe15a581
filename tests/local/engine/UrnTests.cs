using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.Tests;

public class UrnTests
{
    [Fact]
    public void A_urn_has_stack_project_type_and_name() =>
        Assert.Equal("urn:pulumi:dev::proj::a:b:C::name", Urn.Create("dev", "proj", null, "a:b:C", "name").Text);

    [Fact]
    public void A_child_of_a_component_has_its_type_too_and_a_child_of_the_stack_does_not()
    {
        var stack = Urn.Create("dev", "proj", null, ResourceTypes.Stack, "proj-dev");
        var component = Urn.Create("dev", "proj", stack, "my:index:Group", "group");
        var child = Urn.Create("dev", "proj", component, "a:b:C", "name");

        Assert.Equal("urn:pulumi:dev::proj::my:index:Group::group", component.Text);
        Assert.Equal("urn:pulumi:dev::proj::my:index:Group$a:b:C::name", child.Text);
        Assert.Equal(("a:b:C", "name"), (child.Type, child.Name));
    }

    [Fact]
    public void A_name_may_hold_the_delimiter() => Assert.Equal("a::b", Urn.Parse("urn:pulumi:dev::proj::a:b:C::a::b").Name);

    [Theory]
    [InlineData("")]
    [InlineData("urn:pulumi:dev::proj::type")]
    [InlineData("dev::proj::a:b:C::name")]
    public void What_is_no_urn_is_refused(string text) => Assert.Throws<FormatException>(() => Urn.Parse(text));

    [Fact]
    public void A_provider_reference_is_a_urn_and_an_id()
    {
        var reference = ProviderReference.Parse("urn:pulumi:dev::proj::pulumi:providers:test::default::some-id");
        Assert.Equal(("default", "some-id"), (reference.Urn.Name, reference.Id));
        Assert.Throws<FormatException>(static () => ProviderReference.Parse("urn:pulumi:dev::proj::a:b:C::name::id"));
    }

    [Theory]
    [InlineData("test:index:Thing", "test")]
    [InlineData("pulumi:providers:test", "test")]
    public void A_token_tells_its_package(string token, string package) => Assert.Equal(package, ResourceTypes.PackageOf(token));
}
