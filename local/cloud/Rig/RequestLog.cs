using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>What the cloud was asked, in order of arrival.</summary>
public sealed class RequestLog(TimeProvider clock)
{
    private readonly Lock _changing = new();
    private ImmutableList<LoggedRequest> _requests = [];
    private int _nextIndex;
    private TaskCompletionSource _changed = NewSource();

    /// <summary>A snapshot; requests that come later are not in it.</summary>
    public IReadOnlyList<LoggedRequest> All => Volatile.Read(ref _requests);

    /// <summary>Those that may have changed something: all but GET.</summary>
    public IReadOnlyList<LoggedRequest> Writes => [.. All.Where(request => request.Method != HttpMethods.Get)];

    /// <summary>The index that the next request gets.</summary>
    public int NextIndex => Volatile.Read(ref _nextIndex);

    /// <summary>Forgets all so far; indexes go on counting.</summary>
    public void Clear()
    {
        lock (_changing)
        {
            _requests = [];
        }
    }

    /// <summary>Waits until there is such a request.</summary>
    public async Task UntilAsync(Func<LoggedRequest, bool> isThere, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed);
            if (All.Any(isThere))
            {
                return;
            }

            await changed.Task.WaitAsync(cancellationToken);
        }
    }

    internal int Begin(string method, string path, string query, string accept, JToken? body)
    {
        lock (_changing)
        {
            _requests = _requests.Add(new LoggedRequest
            {
                Index = _nextIndex,
                Method = method,
                Path = path,
                Query = query,
                Accept = accept,
                Body = body,
                At = clock.GetUtcNow(),
            });
            Tell();
            return _nextIndex++;
        }
    }

    internal void Update(int index, Func<LoggedRequest, LoggedRequest> change)
    {
        lock (_changing)
        {
            // Cleared while the request was under way: then it is forgotten.
            if (_requests is [var first, ..] && index >= first.Index)
            {
                var position = index - first.Index;
                _requests = _requests.SetItem(position, change(_requests[position]));
                Tell();
            }
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell()
    {
        var changed = _changed;
        _changed = NewSource();
        changed.SetResult();
    }
}
