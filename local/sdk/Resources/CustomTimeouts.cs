using System.Globalization;

namespace Pulumi;

/// <summary>How long the engine lets each operation on a resource take; null is the provider's own limit.</summary>
public sealed class CustomTimeouts
{
    public TimeSpan? Create { get; set; }

    public TimeSpan? Update { get; set; }

    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Copy() => new() { Create = Create, Update = Update, Delete = Delete };

    internal Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts ToWire() => new()
    {
        Create = Duration(Create),
        Update = Duration(Update),
        Delete = Duration(Delete),
    };

    // The engine reads Go durations; nanoseconds say any TimeSpan exactly.
    private static string Duration(TimeSpan? timeout) => timeout is { } span
        ? string.Create(CultureInfo.InvariantCulture, $"{span.Ticks * TimeSpan.NanosecondsPerTick}ns")
        : "";
}
