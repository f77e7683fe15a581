using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Declaring;

/// <summary>A provider's settings, which an engine hands on as text.</summary>
public sealed class ProviderConfigurationTests
{
    private readonly Configuration _configuration = new();

    [Fact]
    public void Texts_are_taken_for_what_is_declared()
    {
        var given = PropertyMap.Of(("strict", "true"), ("tries", "5"), ("since", "1700000000"), ("name", "7"));

        _configuration.Configure(given);

        Assert.Equal(PropertyMap.Of(("strict", true), ("tries", 5), ("since", 1_700_000_000), ("name", "7")), _configuration.Current);
        Assert.Equal(new Configuration.Settings { Strict = true, Tries = 5, Since = 1_700_000_000, Name = "7" }, _configuration.Taken);
    }

    [Fact]
    public void Settings_that_are_not_known_yet_are_taken_as_absent()
    {
        _configuration.Configure(PropertyMap.Of(("strict", PropertyValue.Unknown), ("tries", PropertyValue.Unknown)));

        Assert.Equal(new Configuration.Settings(), _configuration.Taken);
        Assert.True(_configuration.Current["tries"].IsUnknown);
    }

    [Fact]
    public void Wrong_settings_are_refused_and_not_taken()
    {
        var failure = Assert.Throws<InputException>(() => _configuration.Configure(PropertyMap.Of(("strict", "maybe"), ("tries", "many"))));

        Assert.Equal(["strict", "tries"], failure.Failures.Select(static fault => fault.Property));
        Assert.Null(_configuration.Taken);
        Assert.Empty(_configuration.Current);
    }

    [Fact]
    public void The_provider_may_say_what_is_no_difference()
    {
        var query = new DiffQuery(PropertyMap.Of(("name", "a"), ("tries", 1)), PropertyMap.Empty, PropertyMap.Of(("name", "b"), ("tries", 2)), []);

        Assert.Equal(["name"], _configuration.Diff(query).Keys);
    }

    [Fact]
    public void Its_declaration_is_read_once() => Assert.Same(_configuration.Declared, _configuration.Declared);

    [Fact]
    public void It_reaches_nothing_in_particular_unless_the_provider_says_so() => Assert.Empty(_configuration.Scope);

    private sealed class Configuration : ProviderConfiguration<Configuration.Settings>
    {
        public sealed record Settings
        {
            [Input("")]
            public bool Strict { get; init; }

            [Input("")]
            public int Tries { get; init; }

            [Input("")]
            public long Since { get; init; }

            [Input("")]
            public string? Name { get; init; }
        }

        public Settings? Taken { get; private set; }

        protected override void Refine(DiffQuery query, Dictionary<string, PropertyChange> changes) => changes.Remove("tries");

        protected override void Take(Settings settings) => Taken = settings;
    }
}
