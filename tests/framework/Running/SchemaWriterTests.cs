using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>The schema of a package, as SDKs and documentation are generated from it.</summary>
public sealed class SchemaWriterTests
{
    [Fact]
    public void The_schema_says_all_that_is_declared()
    {
        var package = new ProviderPackage(
            new PackageDescription
            {
                Name = "shop",
                DisplayName = "The Shop",
                Version = "1.2.3",
                Description = "All of a shop.",
                Keywords = ["shop", "category/utility"],
                License = "Apache-2.0",
                Publisher = "Shopkeepers",
                Homepage = "https://shop.example.com/about",
                Repository = "https://github.com/keepers/shop",
                LogoUrl = "https://shop.example.com/logo.png",
                PluginDownloadUrl = "github://api.github.com/keepers/shop",
                CSharpNamespace = "TheShop",
            },
            new Configuration(),
            [new Shelf(), new Counter()],
            [new FindGoods(), new Count()]);

        Assert.Equal(JToken.Parse(Expected).ToString(), JToken.Parse(new SchemaWriter(package).Write()).ToString());
    }

    [Fact]
    public void A_place_that_is_not_known_is_not_named()
    {
        var schema = JObject.Parse(new SchemaWriter(Box.Package()).Write());

        Assert.Equal(
            [
                "name", "displayName", "version", "description", "keywords", "license", "meta", "language", "config", "types", "provider", "resources",
                "functions",
            ],
            schema.Properties().Select(property => property.Name));
        Assert.Equal(["respectSchemaVersion"], ((JObject)schema["language"]!["go"]!).Properties().Select(property => property.Name));
    }

    [Fact]
    public async Task A_function_answers_with_lists_of_records_as_the_schema_says()
    {
        var answer = await new FindGoods().InvokeAsync(PropertyMap.Of(("wall", "east")), ConfigurationDefaults.None, TestContext.Current.CancellationToken);

        Assert.Empty(answer.Failures);
        Assert.Equal(
            PropertyMap.Of(
                ("goods", new ListValue([PropertyMap.Of(("title", "tea"), ("note", "good")), PropertyMap.Of(("title", "salt"))])),
                ("places", new ListValue([]))),
            answer.Result);
    }

    private const string Expected =
        """
        {
          "name": "shop",
          "displayName": "The Shop",
          "version": "1.2.3",
          "description": "All of a shop.",
          "keywords": ["shop", "category/utility"],
          "publisher": "Shopkeepers",
          "homepage": "https://shop.example.com/about",
          "license": "Apache-2.0",
          "repository": "https://github.com/keepers/shop",
          "logoUrl": "https://shop.example.com/logo.png",
          "pluginDownloadURL": "github://api.github.com/keepers/shop",
          "meta": { "moduleFormat": "(.*)" },
          "language": {
            "csharp": { "rootNamespace": "Pulumi", "namespaces": { "shop": "TheShop" }, "respectSchemaVersion": true },
            "go": { "importBasePath": "github.com/keepers/shop/sdk/go/shop", "respectSchemaVersion": true },
            "java": { "basePackage": "com.pulumi", "buildFiles": "gradle" },
            "nodejs": { "packageName": "pulumi-shop", "respectSchemaVersion": true },
            "python": { "packageName": "pulumi_shop", "pyproject": { "enabled": true }, "respectSchemaVersion": true }
          },
          "config": {
            "variables": {
              "url": { "description": "Where the shop is.", "type": "string", "default": "https://shop.example.com" },
              "token": { "description": "Who asks.", "type": "string", "secret": true },
              "tries": { "description": "How often to try.", "type": "integer", "default": 3 }
            }
          },
          "types": {
            "shop:index:WallSide": {
              "description": "Where a shelf hangs.",
              "type": "string",
              "enum": [
                { "name": "East", "value": "east", "description": "In the morning sun." },
                { "name": "West", "value": "west", "description": "" }
              ]
            },
            "shop:index:Good": {
              "type": "object",
              "properties": {
                "title": { "description": "What it is called.", "type": "string" },
                "note": { "description": "What was said of it.", "type": "string" }
              },
              "required": ["title"],
              "description": "What lies on a shelf."
            },
            "shop:index:Plain": {
              "type": "object",
              "properties": { "number": { "description": "Its number.", "type": "number" } },
              "required": ["number"]
            }
          },
          "provider": {
            "description": "All of a shop.",
            "type": "object",
            "properties": { "url": { "description": "Where the shop is.", "type": "string" } },
            "inputProperties": {
              "url": { "description": "Where the shop is.", "type": "string", "default": "https://shop.example.com" },
              "token": { "description": "Who asks.", "type": "string", "secret": true },
              "tries": { "description": "How often to try.", "type": "integer", "default": 3 }
            }
          },
          "resources": {
            "shop:index:Counter": {
              "description": "A counter.",
              "properties": { "name": { "description": "Its name.", "type": "string" } },
              "required": ["name"],
              "inputProperties": { "name": { "description": "Its name.", "type": "string" } },
              "requiredInputs": ["name"],
              "listInputs": { "type": "object", "properties": { "name": { "description": "Its name.", "type": "string" } } }
            },
            "shop:index:Shelf": {
              "description": "A shelf.",
              "properties": {
                "wall": { "description": "Where it hangs.", "type": "string" },
                "name": { "description": "Its name.", "type": "string" },
                "code": { "description": "What opens it.", "type": "string", "secret": true },
                "door": { "description": "Whether it has a door.", "type": "boolean" },
                "boards": { "description": "How many boards it has.", "type": "integer" },
                "hung": { "description": "When it was hung.", "type": "number" },
                "users": { "description": "Who may use it.", "type": "array", "items": { "type": "string" } },
                "labels": {
                  "description": "What is written on it.",
                  "type": "object",
                  "additionalProperties": { "type": "string" }
                },
                "purpose": { "description": "What it is for.", "type": "string" },
                "number": { "description": "Its number.", "type": "number" }
              },
              "required": ["wall", "name", "door", "boards", "hung", "users", "purpose", "number"],
              "inputProperties": {
                "wall": {
                  "description": "Where it hangs.",
                  "type": "string",
                  "$ref": "#/types/shop:index:WallSide",
                  "willReplaceOnChanges": true,
                  "default": "east"
                },
                "name": { "description": "Its name.", "type": "string" },
                "code": { "description": "What opens it.", "type": "string", "secret": true },
                "door": { "description": "Whether it has a door.", "type": "boolean", "default": true },
                "boards": { "description": "How many boards it has.", "type": "integer", "default": 4 },
                "hung": { "description": "When it was hung.", "type": "number", "default": 1700000000 },
                "users": { "description": "Who may use it.", "type": "array", "items": { "type": "string" } },
                "labels": {
                  "description": "What is written on it.",
                  "type": "object",
                  "additionalProperties": { "type": "string" }
                },
                "purpose": { "description": "What it is for.", "type": "string" },
                "clear": { "description": "Whether to clear it first.", "type": "boolean" }
              },
              "requiredInputs": ["name"],
              "listInputs": { "type": "object", "properties": { "wall": { "description": "Where it hangs.", "type": "string" } } }
            }
          },
          "functions": {
            "shop:index:count": {
              "description": "Counts goods.",
              "inputs": {
                "type": "object",
                "properties": { "name": { "description": "Its name.", "type": "string" } },
                "required": ["name"]
              },
              "outputs": {
                "type": "object",
                "properties": { "number": { "description": "Its number.", "type": "number" } },
                "required": ["number"]
              }
            },
            "shop:index:findGoods": {
              "description": "Finds goods.",
              "inputs": {
                "type": "object",
                "properties": {
                  "wall": { "description": "Where to look.", "type": "string", "$ref": "#/types/shop:index:WallSide" },
                  "most": { "description": "How many at most.", "type": "integer" }
                },
                "required": ["wall"]
              },
              "outputs": {
                "type": "object",
                "properties": {
                  "goods": {
                    "description": "The goods.",
                    "type": "array",
                    "items": { "type": "object", "$ref": "#/types/shop:index:Good" }
                  },
                  "places": {
                    "description": "Their places.",
                    "type": "array",
                    "items": { "type": "object", "$ref": "#/types/shop:index:Plain" }
                  }
                },
                "required": ["goods", "places"]
              }
            }
          }
        }
        """;

    private sealed class Configuration : ProviderConfiguration<Configuration.Settings>
    {
        public sealed record Settings
        {
            [Input("Where the shop is.", Default = "https://shop.example.com", WhenAbsent = Absence.ThereIsNone)]
            public string? Url { get; init; }

            [Input("Who asks.", Secret = true)]
            public string? Token { get; init; }

            [Input("How often to try.", Default = 3)]
            public int Tries { get; init; }
        }

        protected override void Take(Settings settings)
        {
        }
    }

    [EnumType("Where a shelf hangs.")]
    private static class WallSide
    {
        [EnumValue("In the morning sun.")]
        public const string East = "east";

        public const string West = "west";
    }

    [ObjectType("What lies on a shelf.")]
    private sealed record Good
    {
        [Output("What it is called.")]
        public string Title { get; init; } = "";

        [Output("What was said of it.", WhenAbsent = Absence.ThereIsNone)]
        public string? Note { get; init; }
    }

    private sealed record Plain
    {
        [Output("Its number.")]
        public long Number { get; init; }
    }

    private abstract class Declaration<TArgs, TState> : Resource<TArgs, TState>
        where TArgs : class, new()
        where TState : class, TArgs, new()
    {
        protected internal override Task<TState> CreateAsync(ResourceContext context, TArgs inputs, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<TState?> ReadAsync(TState last, bool import, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task DeleteAsync(ResourceContext context, TState state, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<IEnumerable<ListedResource>> ListAsync(TArgs query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    [Resource("Shelf", "wall/name", "A shelf.")]
    private sealed class Shelf : Declaration<Shelf.Args, Shelf.State>
    {
        public record Args
        {
            [Input("Where it hangs.", Replaces = true, Default = WallSide.East)]
            [OneOf(typeof(WallSide))]
            public string Wall { get; init; } = "";

            [Input("Its name.", Required = true)]
            public string Name { get; init; } = "";

            [Input("What opens it.", Secret = true, WhenAbsent = Absence.ThereIsNone)]
            public string? Code { get; init; }

            [Input("Whether it has a door.", Default = true)]
            public bool Door { get; init; }

            [Input("How many boards it has.", Default = 4)]
            public int Boards { get; init; }

            [Input("When it was hung.", Default = 1_700_000_000L, WhenAbsent = Absence.AsItIs)]
            public long? Hung { get; init; }

            [Input("Who may use it.", Default = new string[0])]
            public IReadOnlyList<string> Users { get; init; } = [];

            [Input("What is written on it.", WhenAbsent = Absence.Unmanaged)]
            public IReadOnlyDictionary<string, string>? Labels { get; init; }

            [Input("What it is for.", Default = "")]
            public string Purpose { get; init; } = "";

            [Input("Whether to clear it first.", WhenAbsent = Absence.Unmanaged)]
            [SteersProvider]
            public bool Clear { get; init; }
        }

        public sealed record State : Args
        {
            [Output("Its number.")]
            public long Number { get; init; }
        }
    }

    [Resource("Counter", "name", "A counter.")]
    private sealed class Counter : Declaration<Counter.Args, Counter.State>
    {
        public record Args
        {
            [Input("Its name.", Required = true)]
            public string Name { get; init; } = "";
        }

        public sealed record State : Args;
    }

    [Function("findGoods", "Finds goods.")]
    private sealed class FindGoods : Function<FindGoods.Args, FindGoods.Result>
    {
        public sealed record Args
        {
            [Input("Where to look.", Required = true)]
            [OneOf(typeof(WallSide))]
            public string Wall { get; init; } = "";

            [Input("How many at most.", WhenAbsent = Absence.ThereIsNone)]
            public int? Most { get; init; }
        }

        public sealed record Result
        {
            [Output("The goods.")]
            [Items(typeof(Good))]
            public IReadOnlyList<Good> Goods { get; init; } = [];

            [Output("Their places.")]
            [Items(typeof(Plain))]
            public IReadOnlyList<Plain> Places { get; init; } = [];
        }

        protected override Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken) =>
            Task.FromResult(new Result { Goods = [new Good { Title = "tea", Note = "good" }, new Good { Title = "salt" }] });
    }

    [Function("count", "Counts goods.")]
    private sealed class Count : Function<Counter.Args, Plain>
    {
        protected override Task<Plain> InvokeAsync(Counter.Args arguments, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
