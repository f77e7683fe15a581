using System.Text.RegularExpressions;

namespace PulumiOrgs.Build.Release;

/// <summary>The tag of a release: a <c>v</c> and its version, as engines look for it.</summary>
internal static partial class ReleaseTag
{
    private const string Number = "(0|[1-9][0-9]*)";
    private const string Label = "(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";

    /// <summary>The version of a tag; null for a tag that is none of a release.</summary>
    // Without build metadata: NuGet drops it and engines do not, so that the plugin of a package would not be found.
    public static string? VersionOf(string tag) => Form().Match(tag) is { Success: true } match ? match.Groups["version"].Value : null;

    [GeneratedRegex(
        @"\Av(?<version>" + Number + @"\." + Number + @"\." + Number + "(-" + Label + @"(\." + Label + @")*)?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
