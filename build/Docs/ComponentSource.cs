using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pulumi.Orgs;

namespace PulumiOrgs.Build.Docs;

/// <summary>What the C# package says of the component, which is in no schema.</summary>
internal static partial class ComponentSource
{
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(static () =>
        XDocument.Load(Path.ChangeExtension(typeof(Organization).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(static member => (string)member.Attribute("name")!));

    /// <summary>What the component is.</summary>
    public static string Description => SummaryOf($"T:{typeof(Organization)}");

    /// <summary>A table of its arguments.</summary>
    public static string Arguments => string.Join('\n',
    [
        "| argument | type | required | what it is |",
        "| --- | --- | --- | --- |",
        .. typeof(OrganizationArgs).GetProperties().Select(static property =>
            $"| `{property.Name}` | {TypeOf(property)} | {(property.IsDefined(typeof(RequiredMemberAttribute)) ? "yes" : "")} " +
            $"| {SummaryOf($"P:{typeof(OrganizationArgs)}.{property.Name}")} |"),
    ]);

    private static string TypeOf(PropertyInfo property) => property.PropertyType switch
    {
        { IsGenericType: true } list => $"list of {NameOf(list.GetGenericArguments()[0])}",
        var single => NameOf(single),
    };

    private static string NameOf(Type type) => type == typeof(string) ? "string" : type == typeof(bool) ? "boolean" : type.Name;

    private static string SummaryOf(string member)
    {
        var summary = string.Concat(Members.Value[member].Element("summary")!.Nodes().Select(static node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } reference => $"`{NameIn((string)reference.Attribute("cref")!)}`",
            var text => text.ToString(),
        }));
        return Space().Replace(summary, " ").Trim();
    }

    // A reference in documentation is a kind, a namespace, a name, and the parameters of a method; of a method the type is named too.
    private static string NameIn(string reference) =>
        string.Join('.', reference.Split('(')[0].Split('.', ':')[(reference[0] == 'M' ? ^2 : ^1)..]);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
