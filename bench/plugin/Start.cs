using System.Diagnostics;
using Pulumirpc;

namespace PulumiOrgs.Bench;

/// <summary>How long a plugin takes to be there, and what it holds then.</summary>
internal static class Start
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Settings settings, int times)
    {
        // Once for nothing: after it this process knows how to call, and the files are in the page cache.
        await StartAsync(settings.Plugin);
        if (settings.Managed is null)
        {
            var alone = await RepeatAsync(settings.Plugin, times);
            return [Milliseconds("to the port", alone.UntilPort), Milliseconds("to the first answer", alone.UntilAnswer), Memory(alone), SizeOf(settings)];
        }

        await StartAsync(settings.Managed);
        var (native, managed) = (await RepeatAsync(settings.Plugin, times), await RepeatAsync(settings.Managed, times));
        return
        [
            Milliseconds("native, to the port", native.UntilPort),
            Milliseconds("JIT, to the port", managed.UntilPort),
            Figure.AtMost("native to JIT, to the port", native.UntilPort / managed.UntilPort, 0.25, ""),
            Milliseconds("native, to the first answer", native.UntilAnswer),
            Milliseconds("JIT, to the first answer", managed.UntilAnswer),
            Figure.AtMost("native to JIT, to the first answer", native.UntilAnswer / managed.UntilAnswer, 0.25, ""),
            Memory(native),
            SizeOf(settings),
        ];
    }

    private static Figure Milliseconds(string name, TimeSpan time) => Figure.Plain(name, time.TotalMilliseconds, "ms");

    private static Figure Memory(Started started) => Figure.AtMost("memory of the plugin after it", started.Resident / 1e6, 40, "MB");

    private static Figure SizeOf(Settings settings) =>
        Figure.AtMost("size of the binary", new FileInfo(settings.Plugin).Length / 1e6, 30, "MB");

    // Medians, so that a start that something else got in the way of does not count.
    private static async Task<Started> RepeatAsync(string binary, int times)
    {
        var starts = new List<Started>();
        for (var time = 0; time < times; time++)
        {
            starts.Add(await StartAsync(binary));
        }

        return new Started(
            Median(starts, static start => start.UntilPort), Median(starts, static start => start.UntilAnswer), Median(starts, static start => start.Resident));
    }

    private static async Task<Started> StartAsync(string binary)
    {
        var began = Stopwatch.GetTimestamp();
        await using var plugin = await Plugin.StartAsync(binary);
        using var channel = plugin.Connect();
        await new ResourceProvider.ResourceProviderClient(channel).HandshakeAsync(new ProviderHandshakeRequest());
        return new Started(plugin.UntilPort, Stopwatch.GetElapsedTime(began), plugin.Usage.Resident);
    }

    private static T Median<T>(List<Started> starts, Func<Started, T> figure) => starts.Select(figure).Order().ElementAt(starts.Count / 2);

    private sealed record Started(TimeSpan UntilPort, TimeSpan UntilAnswer, long Resident);
}
