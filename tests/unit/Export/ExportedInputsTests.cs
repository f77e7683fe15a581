using System.Text.RegularExpressions;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Export;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Export;

/// <summary>Holds the exported program against the declarations of the resources, so that none of their inputs is forgotten.</summary>
public sealed partial class ExportedInputsTests
{
    private static readonly Dictionary<string, string> NotExported = new()
    {
        ["OrgMember.adopt"] = "the import takes the person over",
        ["OrgMembers.exclusive"] = "whoever joins otherwise is left alone, as with one resource a person",
        ["OrgMembers.adopt"] = "the import takes the people over",
        ["Team.teamType"] = "no team of another type than the default is exported",
        ["Team.githubTeamId"] = "the API does not tell it, so no such team is exported",
        ["Team.keepCreator"] = "an imported team is made already",
        ["OrgAccessToken.expiresAfter"] = "the service tells the end that came of it, which is exported",
        ["TeamAccessToken.expiresAfter"] = "the service tells the end that came of it, which is exported",
        ["OrgAccessToken.rotateBefore"] = "a wish of the program, of which the service knows nothing",
        ["TeamAccessToken.rotateBefore"] = "a wish of the program, of which the service knows nothing",
        ["OrgWebhook.secret"] = "the service does not tell it",
    };

    // Nothing in it has its default, which a program need not give.
    private static readonly IReadOnlyList<string> Program = [.. Export(bulk: false), .. Export(bulk: true)];

    public static TheoryData<string> Inputs => [.. Declared.Inputs()];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Every_input_is_exported_or_listed_with_its_reason(string input) => Assert.True(
        IsExported(input) != NotExported.ContainsKey(input),
        $"{input} is {(IsExported(input) ? "exported, but listed as if it were not" : "forgotten by `export`")}: "
        + "provider/Export/ExportedProgram.cs gives it to the resource, "
        + "or NotExported in tests/unit/Export/ExportedInputsTests.cs says why it does not");

    [Fact]
    public void Nothing_else_is_listed() => Assert.Empty(NotExported.Keys.Except(Declared.Inputs()));

    private static IEnumerable<string> Export(bool bulk) => new ExportedProgram("acme", null, bulk)
        .Write(ExportPlan.Of(
            Acme.Small with
            {
                Tokens =
                [
                    new(null, Acme.Token("1", "ci", expires: long.MaxValue) with { Admin = true }),
                    new(null, Acme.Token("3", "audit", expires: long.MaxValue) with { Role = new GivenRole("c1", "Auditor", IsBuiltIn: false) }),
                    new("web", Acme.Token("2", "deploy", expires: long.MaxValue)),
                ],
                Webhooks = [Acme.Hook("chat") with { Active = false, Groups = ["stacks"] }],
            },
            DateTimeOffset.UnixEpoch,
            bulk))
        .Select(static file => file.Text);

    private static bool IsExported(string input)
    {
        var (resource, name) = (input.Split('.')[0], input.Split('.')[1]);
        return Program.Any(text => text.Contains($"  orgs:{name}:", StringComparison.Ordinal)
            || Declaration().Matches(text).Any(declaration => declaration.Groups["resource"].Value == resource
                && declaration.Value.Contains($" {char.ToUpperInvariant(name[0])}{name[1..]} = ", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"new (?<resource>\w+)\([^;]*;")]
    private static partial Regex Declaration();
}
