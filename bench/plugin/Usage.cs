using System.Globalization;

namespace PulumiOrgs.Bench;

/// <summary>What a process has used so far, as the kernel says.</summary>
/// <param name="Cpu">Time on a processor, in user and kernel mode.</param>
/// <param name="Resident">Memory that it holds now, in bytes.</param>
/// <param name="Peak">The most that it ever held, in bytes.</param>
internal readonly record struct Usage(TimeSpan Cpu, long Resident, long Peak)
{
    // Linux counts the times of /proc in hundredths of a second, whatever its own clock is.
    private const long TicksPerCount = TimeSpan.TicksPerSecond / 100;

    public static Usage Of(int process)
    {
        // The name, in parentheses, may hold anything; the fields that count come after it.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new Usage(
            TimeSpan.FromTicks((Number(fields[11]) + Number(fields[12])) * TicksPerCount), Bytes(status, "VmRSS:"), Bytes(status, "VmHWM:"));
    }

    private static long Bytes(IEnumerable<string> status, string field) =>
        Number(status.Single(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..].Replace("kB", "", StringComparison.Ordinal)
            .Trim()) * 1024;

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
