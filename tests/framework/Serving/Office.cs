using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Tests.Running;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>The provider of desks: settings, a resource and a function.</summary>
internal static class Office
{
    public const string Sizes = "office:index:size";

    public static ProviderPackage Package(Desk desk, Settings settings, IReadOnlyList<string>? activitySources = null) => new(
        new PackageDescription
        {
            Name = "office",
            DisplayName = "Office",
            Version = "1.2.3",
            Description = "Desks.",
            Keywords = [],
            License = "Apache-2.0",
            CSharpNamespace = "Office",
        },
        settings,
        [desk],
        [new SizeFunction(desk)])
    {
        ActivitySources = activitySources ?? [],
    };

    public sealed class Settings : ProviderConfiguration<Settings.Args>
    {
        public sealed record Args
        {
            [Input("The floor that desks are on.")]
            [PathSegment]
            public string? Floor { get; init; }

            [Input("The house.", Replaces = true)]
            public string? House { get; init; }
        }

        protected override void Take(Args settings) => Scope = settings.House ?? "";
    }

    [Function("size", "How big a desk is.")]
    private sealed class SizeFunction(Desk desk) : Function<SizeFunction.Args, SizeFunction.Result>
    {
        public sealed record Args
        {
            [Input("The floor.", DefaultFromConfiguration = "floor")]
            public string Floor { get; init; } = "";
        }

        public sealed record Result
        {
            [Output("In words.")]
            public string Size { get; init; } = "";

            [Output("What opens it.", Secret = true)]
            public string Key { get; init; } = "";
        }

        protected override async Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken)
        {
            await desk.Pace(cancellationToken);
            return new Result { Size = $"big, on {arguments.Floor}", Key = "k1" };
        }
    }
}
