using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>What inputs are answered with, as their declaration says.</summary>
public static class CheckTests
{
    private static readonly PropertyMap Least = PropertyMap.Of(("tag", "t1"), ("site", "here"));

    private static RecordDescription Declared => RecordDescription.Of<State>();

    private record Args
    {
        [Input("", Required = true, Replaces = true)]
        [MaxLength(5)]
        public string Tag { get; init; } = "";

        [Input("", DefaultFromConfiguration = "site")]
        public string Site { get; init; } = "";

        [Input("")]
        public bool? Open { get; init; }

        [Input("")]
        public long? Count { get; init; }

        [Input("")]
        [NotBlank, MaxLength(3)]
        public IReadOnlyList<string>? Members { get; init; }

        [Input("", Secret = true)]
        [PathSegment, MaxLength(9)]
        public string? Code { get; init; }

        [Input("", Secret = true)]
        [AtLeast(1000)]
        public int? Pin { get; init; }

        [Input("", WhenAbsent = Absence.Unmanaged, Default = "blue")]
        public string? Colour { get; init; }
    }

    private sealed record State : Args
    {
        [Output("")]
        public string MadeBy { get; init; } = "";
    }

    private static CheckResult Run(params IEnumerable<(string Name, PropertyValue? Value)> given) =>
        Check.Run(
            Declared,
            given.Aggregate(Least, static (all, one) => one.Value is null ? all.Without(one.Name) : all.With(one.Name, one.Value)),
            ConfigurationDefaults.None);

    private static CheckFailure Failure(string name, PropertyValue? value) => Assert.Single(Run((name, value)).Failures);

    public sealed class AName
    {
        [Theory]
        [InlineData("ta", "tag")]
        [InlineData("tax", "tag")]
        [InlineData("tga", "tag")]
        [InlineData("atg", "tag")]
        [InlineData("TAG", "tag")]
        [InlineData("taggs", "tag")]
        [InlineData("xytag", "tag")]
        [InlineData("memebrz", "members")]
        [InlineData("countOf", "count")]
        public void That_is_nearly_one_is_told_which(string given, string meant) =>
            Assert.Equal(new CheckFailure(given, $"does not exist; did you mean '{meant}'?"), Failure(given, 1));

        [Theory]
        [InlineData("gat")]
        [InlineData("at")]
        [InlineData("taggot")]
        public void That_is_far_from_all_is_told_all(string given) => Assert.Equal(
            new CheckFailure(given, "does not exist; there are 'tag', 'site', 'open', 'count', 'members', 'code', 'pin', 'colour'"), Failure(given, 1));

        [Fact]
        public void Of_an_output_is_none_that_a_program_sets() =>
            Assert.Equal(new CheckFailure("madeBy", "is set by the provider; leave it out"), Failure("madeBy", "me"));

        [Theory]
        [InlineData("version")]
        [InlineData("pluginDownloadURL")]
        [InlineData("__internal")]
        public void Of_the_engine_goes_through(string name)
        {
            var result = Run((name, "1"));

            Assert.Empty(result.Failures);
            Assert.Equal("1", result.Inputs[name]);
        }

        [Fact]
        public void Of_no_kind_is_among_the_inputs() => Assert.Null(Run(("gat", 1)).Inputs.Find("gat"));
    }

    public sealed class AMissingValue
    {
        [Fact]
        public void Is_a_fault_where_it_is_required() => Assert.Equal(new CheckFailure("tag", "is missing; it is required"), Failure("tag", null));

        [Fact]
        public void Is_the_default() => Assert.Equal("blue", Run().Inputs["colour"]);

        [Fact]
        public void Is_that_of_the_configuration() => Assert.Equal(
            "there",
            Check.Run(Declared, Least.Without("site"), new ConfigurationDefaults("boxes", PropertyMap.Of(("site", "there")))).Inputs["site"]);

        [Fact]
        public void Of_the_configuration_too_says_how_to_give_it() => Assert.Equal(
            new CheckFailure(
                "site",
                "is missing: neither the resource nor the provider names one; give site here, or run `pulumi config set boxes:site <value>`"),
            Assert.Single(Check.Run(Declared, Least.Without("site"), new ConfigurationDefaults("boxes", PropertyMap.Empty)).Failures));

        [Fact]
        public void Is_no_input_where_there_is_no_default() =>
            Assert.Equal(Least.With("colour", "blue"), Run().Inputs);
    }

    public sealed class AValueOfAnotherType
    {
        public static TheoryData<string, PropertyValue, string> Values => new()
        {
            { "tag", 1, "is a number; give a string" },
            { "tag", true, "is a boolean; give a string" },
            { "tag", new ListValue(["a"]), "is a list; give a string" },
            { "tag", PropertyMap.Empty, "is an object; give a string" },
            { "tag", new AssetValue("text", null, null, "hash"), "is of another kind; give a string" },
            { "open", "yes", "is a string; give true or false" },
            { "count", "7", "is a string; give a whole number" },
            { "count", 1.5, "is a number; give a whole number" },
            { "count", 9_007_199_254_740_994, "is a number; give a whole number" },
            { "pin", "7", "is a string; give a whole number from -2147483648 to 2147483647" },
            { "members", "ada", "is a string; give a list of strings" },
        };

        [Theory]
        [MemberData(nameof(Values))]
        public void Is_told_what_it_is_and_what_to_give(string name, PropertyValue value, string reason) =>
            Assert.Equal(new CheckFailure(name, reason), Failure(name, value));

        [Fact]
        public void Is_named_by_its_place_in_a_list() => Assert.Equal(
            [new CheckFailure("members[1]", "is a number; give a string"), new CheckFailure("members[2]", "has 5 characters; at most 3 are allowed")],
            Run(("members", new ListValue(["ada", 3, "alice", PropertyValue.Unknown]))).Failures);
    }

    public sealed class AnUnknownValue
    {
        [Theory]
        [InlineData("tag")]
        [InlineData("open")]
        [InlineData("count")]
        [InlineData("members")]
        [InlineData("code")]
        public void Is_believed(string name)
        {
            var result = Run((name, PropertyValue.Unknown));

            Assert.Empty(result.Failures);
            Assert.True(result.Inputs[name].IsUnknown);
        }
    }

    public sealed class AValueThatItsTypeAllows
    {
        [Fact]
        public void Is_an_input_as_it_is()
        {
            var given = Least.With("open", false).With("count", 9_007_199_254_740_992).With("members", new ListValue([])).With("colour", "red");

            var result = Check.Run(Declared, given, ConfigurationDefaults.None);

            Assert.Empty(result.Failures);
            Assert.Equal(given, result.Inputs);
        }
    }

    public sealed class ASecret
    {
        [Fact]
        public void Is_marked_where_the_program_did_not() => Assert.Equal(new SecretValue("c0de"), Run(("code", "c0de")).Inputs["code"]);

        [Fact]
        public void Is_marked_once() => Assert.Equal(new SecretValue("c0de"), Run(("code", new SecretValue("c0de"))).Inputs["code"]);

        [Theory]
        [InlineData("sword/fish", "is not allowed (its value is secret, so it is not shown)")]
        [InlineData("swordfishes", "has 11 characters; at most 9 are allowed")]
        [InlineData("", "is empty; give a name")]
        public void Is_never_quoted_by_what_is_wrong_with_it(string code, string reason) =>
            Assert.Equal(new CheckFailure("code", reason), Failure("code", code));

        [Fact]
        public void Is_not_told_by_a_number_either() =>
            Assert.Equal(new CheckFailure("pin", "is not allowed (its value is secret, so it is not shown)"), Failure("pin", 999));

        [Fact]
        public void Of_the_program_is_not_quoted_where_the_property_is_none() => Assert.Equal(
            "is not allowed (its value is secret, so it is not shown)",
            Assert.Single(Check.Run(
                RecordDescription.Of<Colours>(), PropertyMap.Of(("colour", new SecretValue("purple"))), ConfigurationDefaults.None).Failures).Reason);

        private sealed record Colours
        {
            [Input("")]
            [OneOf(typeof(Colour))]
            public string? Colour { get; init; }
        }

        [EnumType("")]
        private static class Colour
        {
            public const string Red = "red";
        }
    }

    public sealed class AQuery
    {
        private static readonly string[] Only = ["tag", "site"];

        [Fact]
        public void Takes_no_other_inputs() => Assert.Equal(
            new CheckFailure("colour", "does not exist; there are 'tag', 'site'"), Assert.Single(Run(PropertyMap.Of(("colour", "red"))).Failures));

        [Fact]
        public void May_leave_out_what_is_required() => Assert.Equal(PropertyMap.Of(("site", "here")), Run(PropertyMap.Empty).Inputs);

        [Fact]
        public void Is_not_narrowed_by_a_default_nor_by_what_it_does_not_ask_for()
        {
            var result = Check.Run(Declared, PropertyMap.Empty, ConfigurationDefaults.None, ["colour"]);

            Assert.Empty(result.Inputs);
            Assert.Empty(result.Failures);
        }

        private static CheckResult Run(PropertyMap given) =>
            Check.Run(Declared, given, new ConfigurationDefaults("boxes", PropertyMap.Of(("site", "here"))), Only);
    }

    public sealed class AConfiguration
    {
        private static RecordDescription Settings => RecordDescription.Of<SettingsRecord>();

        private sealed record SettingsRecord
        {
            [Input("")]
            public string? Organization { get; init; }

            [Input("")]
            public string? ApiUrl { get; init; }
        }

        [Theory]
        [InlineData("orgnization", "organization")]
        [InlineData("organisatoin", "organization")]
        [InlineData("organizations", "organization")]
        [InlineData("Organization", "organization")]
        [InlineData("api-url", "apiUrl")]
        [InlineData("apiUrls", "apiUrl")]
        public void Refuses_a_key_that_was_mistyped(string given, string meant) => Assert.Equal(
            new CheckFailure(given, $"does not exist; did you mean '{meant}'?"),
            Assert.Single(Check.Configuration(Settings, PropertyMap.Of((given, "x"))).Failures));

        [Theory]
        [InlineData("organizationId")]
        [InlineData("apiUrlOld")]
        [InlineData("apyUrls")]
        [InlineData("orgnsatoin")]
        public void Leaves_a_key_of_another_name_to_the_program(string given)
        {
            var result = Check.Configuration(Settings, PropertyMap.Of((given, "x"), ("organization", "acme"), ("version", "1.0.0")));

            Assert.Empty(result.Failures);
            Assert.Equal(PropertyMap.Of(("organization", "acme"), ("version", "1.0.0")), result.Inputs);
            Assert.Equal([$"the provider has no setting '{given}': left to the program; it has 'organization', 'apiUrl'"], result.Warnings);
        }

        [Fact]
        public void Tells_several_such_keys_in_order() => Assert.Equal(
            ["the provider has no setting 'a', 'b': left to the program; it has none"],
            Check.Configuration(RecordDescription.Of<NoConfiguration.Settings>(), PropertyMap.Of(("b", 1), ("a", 2))).Warnings);

        [Fact]
        public void Has_nothing_to_warn_of_where_all_is_known() =>
            Assert.Empty(Check.Configuration(Settings, PropertyMap.Of(("organization", "acme"), ("__x", "y"), ("version", "1.0.0"))).Warnings);
    }
}
