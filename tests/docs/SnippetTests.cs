using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PulumiOrgs.Docs.Tests;

/// <summary>Each piece of C# in a page compiles: a program or a class as it stands, statements within a program.</summary>
public sealed class SnippetTests
{
    // What a project of the SDK's has of itself.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static file => MetadataReference.CreateFromFile(file)),
    ];

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);
    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(ImplicitUsings, Options);

    public static TheoryData<string> PagesWithCode => [.. Documents.Pages.Where(static page => Documents.Blocks(page, "csharp").Any())];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public void All_that_a_page_shows_compiles(string page)
    {
        var errors = Documents.Blocks(page, "csharp").SelectMany(block => Errors(block.Code).Select(error => $"{page}({block.Line}): {error}"));

        Assert.Equal("", string.Join('\n', errors));
    }

    [Theory]
    [InlineData("_ = new Team(\"web\", new() { Nmae = \"web\" });", "Nmae")]
    [InlineData("using Pulumi.Orgs;\n\nvar team = new Tema();", "Tema")]
    public void A_mistake_is_found(string code, string named) => Assert.Contains(named, Assert.Single(Errors(code)), StringComparison.Ordinal);

    private static List<string> Errors(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, Options);
        var unit = tree.GetCompilationUnitRoot();
        var hasStatements = unit.Members.OfType<GlobalStatementSyntax>().Any();
        if (hasStatements && unit.Usings.Count == 0)
        {
            tree = CSharpSyntaxTree.ParseText($$"""
                using Pulumi;
                using Pulumi.Orgs;
                return await Deployment.RunAsync(async () => {
                await Task.CompletedTask;
                {{code}}
                });
                """, Options);
        }

        var kind = hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            "Snippet", [Usings, tree], References, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        return
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal))
                .Select(static diagnostic => diagnostic.ToString()),
        ];
    }
}
