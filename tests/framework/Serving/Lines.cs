using System.Collections.Concurrent;
using System.Text;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>Keeps the lines that are written to it, by several threads at once.</summary>
internal sealed class Lines : TextWriter
{
    private readonly ConcurrentQueue<string> _written = new();

    public IReadOnlyList<string> Written => [.. _written];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new NotSupportedException("whole lines only");

    public override void WriteLine(string? value) => _written.Enqueue(value ?? "");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
