using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PulumiOrgs.Docs.Tests;

/// <summary>Each piece of C# in a page compiles: a program or a class as it stands, statements within a program.</summary>
public sealed partial class SnippetTests
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
        var blocks = Documents.Blocks(page, "csharp").ToLookup(static block => HasStatements(block.Code));
        // Classes may use those of another block.
        var errors = blocks[true].SelectMany(block => Errors(block.Code).Select(error => $"{page}({block.Line}): {error}"))
            .Concat(Errors([.. blocks[false].Select(static block => block.Code)]).Select(error => $"{page}: {error}"));

        Assert.Equal("", string.Join('\n', errors));
    }

    [Theory]
    [InlineData("_ = new Team(\"web\", new() { Nmae = \"web\" });", "Nmae")]
    [InlineData("using Pulumi.Orgs;\n\nvar team = new Tema();", "Tema")]
    public void A_mistake_is_found(string code, string named) => Assert.Contains(named, Assert.Single(Errors(code)), StringComparison.Ordinal);

    [Fact]
    public void The_classes_of_the_guide_to_tests_are_those_that_run()
    {
        var compiled = Documents.Read("tests/docs/TestGuide.cs");

        Assert.All(
            Documents.Blocks("docs/guides/test.md", "csharp"),
            block => Assert.Contains(Using().Replace(block.Code, "").Trim('\n'), compiled, StringComparison.Ordinal));
    }

    private static bool HasStatements(string code) =>
        CSharpSyntaxTree.ParseText(code, Options).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    // Statements alone are those of a program's deployment.
    private static string Whole(string code) => code.Contains("using ", StringComparison.Ordinal) || !HasStatements(code)
        ? code
        : $$"""
            using Pulumi;
            using Pulumi.Orgs;
            return await Deployment.RunAsync(async () => {
            await Task.CompletedTask;
            {{code}}
            });
            """;

    private static List<string> Errors(params string[] blocks)
    {
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [Usings, .. blocks.Select(static code => CSharpSyntaxTree.ParseText(Whole(code), Options))],
            References,
            new CSharpCompilationOptions(
                blocks.Any(HasStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        return
        [
            .. compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id.StartsWith("CS86", StringComparison.Ordinal))
                .Select(static diagnostic => diagnostic.ToString()),
        ];
    }

    [GeneratedRegex("^using .*\n", RegexOptions.Multiline)]
    private static partial Regex Using();
}
