using System.Globalization;
using System.Text.RegularExpressions;
using PulumiOrgs.Provider.Drift;

namespace PulumiOrgs.Provider.Tests.Drift;

/// <summary>Computes from the style sheet itself how well its colours stand out, as WCAG 2 says.</summary>
public sealed partial class DriftStyleTests
{
    private const string Dark = "@media (prefers-color-scheme: dark) {";

    private static readonly string[] Grounds = ["paper", "stripe"];

    public static TheoryData<string, bool> Texts => Each("ink", "faint", "missing", "extra", "changed");

    public static TheoryData<string, bool> Tiles => Each("member", "admin", "missing", "extra", "changed", "focus");

    public static TheoryData<string, bool> TilesWithLetters => Each("admin", "extra", "changed");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_can_be_read(string colour, bool isDark) =>
        Assert.All(Grounds, ground => Assert.InRange(Contrast(colour, ground, isDark), 4.5, 21));

    [Theory]
    [MemberData(nameof(Tiles))]
    public void Tiles_can_be_told_from_what_they_lie_on(string colour, bool isDark) =>
        Assert.All(Grounds, ground => Assert.InRange(Contrast(colour, ground, isDark), 3, 21));

    [Theory]
    [MemberData(nameof(TilesWithLetters))]
    public void Letters_on_tiles_can_be_read(string colour, bool isDark) =>
        Assert.InRange(Contrast("on-tile", colour, isDark), 4.5, 21);

    [Fact]
    public void Has_every_colour_for_light_and_for_dark_and_no_other_anywhere()
    {
        Assert.Equal(Colours(isDark: false).Keys.Order(), Colours(isDark: true).Keys.Order());
        Assert.Equal(Colours(isDark: false).Count + Colours(isDark: true).Count, AnyColour().Count(DriftStyle.Sheet));
        Assert.All(Used().Matches(DriftStyle.Sheet), static used => Assert.Contains(used.Groups[1].Value, Colours(isDark: false)));
    }

    private static TheoryData<string, bool> Each(params IEnumerable<string> colours)
    {
        var all = new TheoryData<string, bool>();
        foreach (var colour in colours)
        {
            all.Add(colour, false);
            all.Add(colour, true);
        }

        return all;
    }

    private static Dictionary<string, string> Colours(bool isDark)
    {
        var dark = DriftStyle.Sheet.IndexOf(Dark, StringComparison.Ordinal);
        var scheme = isDark ? DriftStyle.Sheet[dark..] : DriftStyle.Sheet[..dark];
        return Declared().Matches(scheme).ToDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value);
    }

    private static double Contrast(string colour, string other, bool isDark)
    {
        var colours = Colours(isDark);
        var (one, two) = (Luminance(colours[colour]), Luminance(colours[other]));
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    private static double Luminance(string colour)
    {
        return (0.2126 * Channel(0)) + (0.7152 * Channel(2)) + (0.0722 * Channel(4));

        double Channel(int place)
        {
            var value = int.Parse(colour.AsSpan(place, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Declared();

    [GeneratedRegex(@"var\(--([a-z-]+)\)")]
    private static partial Regex Used();

    [GeneratedRegex("#[0-9a-fA-F]{3,8}\\b|rgb|hsl")]
    private static partial Regex AnyColour();
}
