namespace PulumiOrgs.Bench;

/// <summary>A measured number with what it should be.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number, with its unit.</param>
/// <param name="Goal">What it should be; empty where nothing is asked of it.</param>
/// <param name="Met">Whether it is; null where nothing is asked.</param>
internal sealed record Figure(string Name, string Value, string Goal = "", bool? Met = null)
{
    public static Figure AtMost(string name, double value, double goal, string unit) =>
        new(name, Text(value, unit), $"≤ {Text(goal, unit)}", value <= goal);

    public static Figure AtLeast(string name, double value, double goal, string unit) =>
        new(name, Text(value, unit), $"≥ {Text(goal, unit)}", value >= goal);

    public static Figure Exactly(string name, int value, int goal, string unit) =>
        new(name, Text(value, unit), Text(goal, unit), value == goal);

    public static Figure Plain(string name, double value, string unit) => new(name, Text(value, unit));

    private static string Text(double value, string unit)
    {
        var number = value.ToString(value < 10 ? "#,0.##" : value < 100 ? "#,0.#" : "#,0", System.Globalization.CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : $"{number} {unit}";
    }
}
