using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>Where connections come in. It can be shut for a while: they are refused then, as by a service that is down.</summary>
internal sealed class Door(IConnectionListenerFactory sockets, TimeProvider clock) : IConnectionListenerFactory
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = [];
    private readonly ConcurrentDictionary<string, bool> _busy = [];

    private Listener? _listener;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        _listener = new Listener(this, await sockets.BindAsync(endpoint, cancellationToken));

    /// <summary>Notes that a request is under way on a connection, until the answer is disposed of.</summary>
    public IDisposable Busy(string connection)
    {
        _busy[connection] = true;
        return new Done(() => _busy.TryRemove(connection, out _));
    }

    /// <summary>Refuses connections from now on, for that time. Those without a request under way are broken.</summary>
    public async Task ShutAsync(TimeSpan duration)
    {
        await _listener!.CloseAsync();
        foreach (var (id, connection) in _connections)
        {
            if (!_busy.ContainsKey(id))
            {
                connection.Abort();
            }
        }

        _ = OpenLaterAsync(duration);
    }

    private async Task OpenLaterAsync(TimeSpan duration)
    {
        await Task.Delay(duration, clock);
        await _listener!.OpenAsync(sockets);
    }

    private void Keep(ConnectionContext connection)
    {
        _connections[connection.ConnectionId] = connection;
        connection.ConnectionClosed.Register(() => _connections.TryRemove(connection.ConnectionId, out _));
    }

    private sealed class Done(Action action) : IDisposable
    {
        public void Dispose() => action();
    }

    private sealed class Listener(Door door, IConnectionListener first) : IConnectionListener
    {
        private readonly SemaphoreSlim _changing = new(1);
        private readonly CancellationTokenSource _ended = new();
        private IConnectionListener _current = first;
        private TaskCompletionSource _open = Opened();

        public EndPoint EndPoint { get; } = first.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (!_ended.IsCancellationRequested)
            {
                await _open.Task.WaitAsync(_ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (await _current.AcceptAsync(cancellationToken) is { } connection)
                {
                    door.Keep(connection);
                    return connection;
                }
            }

            return null;
        }

        public async Task CloseAsync()
        {
            await _changing.WaitAsync();
            try
            {
                if (_open.Task.IsCompleted)
                {
                    _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    await _current.UnbindAsync();
                }
            }
            finally
            {
                _changing.Release();
            }
        }

        public async Task OpenAsync(IConnectionListenerFactory sockets)
        {
            await _changing.WaitAsync();
            try
            {
                if (!_open.Task.IsCompleted && !_ended.IsCancellationRequested)
                {
                    _current = await sockets.BindAsync(EndPoint);
                    _open.SetResult();
                }
            }
            finally
            {
                _changing.Release();
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await _ended.CancelAsync();
            await _changing.WaitAsync(cancellationToken);
            try
            {
                await _current.UnbindAsync(cancellationToken);
            }
            finally
            {
                _changing.Release();
            }
        }

        public ValueTask DisposeAsync() => _current.DisposeAsync();

        private static TaskCompletionSource Opened()
        {
            var opened = new TaskCompletionSource();
            opened.SetResult();
            return opened;
        }
    }
}
