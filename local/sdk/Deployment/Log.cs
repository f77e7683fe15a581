using Pulumirpc;

namespace Pulumi;

/// <summary>Sends messages to the engine, in the order in which they were written.</summary>
internal sealed class ProgramLog(IEngine engine, PendingTasks pending)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private int _errors;

    /// <summary>Whether an error was written: the program then fails, even if it went on.</summary>
    public bool HasErrors => Volatile.Read(ref _errors) > 0;

    public Task WriteAsync(LogSeverity severity, string message, Resource? resource = null)
    {
        if (severity == LogSeverity.Error)
        {
            Interlocked.Increment(ref _errors);
        }

        var written = WriteInOrderAsync(new LogRequest { Severity = severity, Message = message }, resource);
        pending.Add(written);
        return written;
    }

    private async Task WriteInOrderAsync(LogRequest request, Resource? resource)
    {
        // Not in line yet: a resource may take long to get its URN, and other messages need not wait for it.
        request.Urn = await UrnOfAsync(resource);
        Task send;
        lock (_gate)
        {
            send = _last = SendAfterAsync(_last, request);
        }

        await send;
    }

    private async Task SendAfterAsync(Task previous, LogRequest request)
    {
        await Task.Yield();
        await previous;
        try
        {
            await engine.LogAsync(request);
        }
        catch (Exception exception)
        {
            // Told apart from all else that fails, since it cannot be reported by another message.
            throw new LogException(exception);
        }
    }

    private static async Task<string> UrnOfAsync(Resource? resource)
    {
        if (resource is null)
        {
            return "";
        }

        try
        {
            return await resource.Urn.GetValueAsync(whenUnknown: "");
        }
        catch (Exception)
        {
            // The resource failed, which may be what the message is about: it goes out without its URN.
            return "";
        }
    }
}

/// <summary>Messages for the user of the program, shown by the engine; with a resource they are shown at it.</summary>
public static class Log
{
    public static void Info(string message, Resource? resource = null) => Write(LogSeverity.Info, message, resource);

    public static void Warn(string message, Resource? resource = null) => Write(LogSeverity.Warning, message, resource);

    /// <summary>The program goes on, but the deployment fails at its end.</summary>
    public static void Error(string message, Resource? resource = null) => Write(LogSeverity.Error, message, resource);

    // Nobody waits here for the message to arrive; the deployment does, before it ends.
    private static void Write(LogSeverity severity, string message, Resource? resource) =>
        _ = Deployment.Require().Log.WriteAsync(severity, message, resource);
}
