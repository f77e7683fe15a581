using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Tests.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What an engine gets over the wire.</summary>
public static class ProviderServiceTests
{
    private const string Type = "boxes:index/box:Box";

    public sealed class TheDiffMethod
    {
        [Fact]
        public async Task Tells_of_a_map_which_entries_change_and_that_the_whole_replaces()
        {
            await using var served = await ServedPackage.StartAsync(Box.Package(new Box()));

            var diff = await served.Calls.DiffAsync(new DiffRequest
            {
                Id = "a/box",
                Urn = $"urn:pulumi:dev::boxes::{Type}::one",
                Olds = WireCodec.ToStruct(Labels(("colour", "red"), ("weight", "3"), ("same", "x"))),
                News = WireCodec.ToStruct(Labels(("colour", "blue"), ("a.b", "1"), ("same", "x"))),
            });

            Assert.Equal((["labels"], ["labels"]), (diff.Diffs, diff.Replaces));
            Assert.Equal(
                [
                    ("labels.colour", PropertyDiff.Types.Kind.UpdateReplace),
                    ("labels.weight", PropertyDiff.Types.Kind.DeleteReplace),
                    ("""labels["a.b"]""", PropertyDiff.Types.Kind.AddReplace),
                ],
                diff.DetailedDiff.Select(entry => (entry.Key, entry.Value.Kind)).OrderBy(entry => entry.Key, StringComparer.Ordinal));
        }

        private static PropertyMap Labels(params IEnumerable<(string Key, PropertyValue? Value)> labels) => PropertyMap.Of(("labels", PropertyMap.Of(labels)));
    }

    public sealed class TheGetSchemaMethod
    {
        [Fact]
        public async Task Says_maps_numbers_and_tokens_as_sdks_understand_them()
        {
            await using var served = await ServedPackage.StartAsync(Box.Package(new Box()));

            var schema = JObject.Parse((await served.Calls.GetSchemaAsync(new GetSchemaRequest())).Schema);

            var inputs = schema["resources"]![Type]!["inputProperties"]!;
            Assert.Equal("(.*)(?:/[^/]*)", (string?)schema["meta"]!["moduleFormat"]);
            Assert.Equal(("object", "string"), ((string?)inputs["labels"]!["type"], (string?)inputs["labels"]!["additionalProperties"]!["type"]));
            Assert.Equal(("integer", 1), ((string?)inputs["size"]!["type"], (int?)inputs["size"]!["default"]));
            Assert.Null(schema["resources"]![Type]!["properties"]!["id"]);
        }
    }
}
