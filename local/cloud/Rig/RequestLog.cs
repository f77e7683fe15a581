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

/// <summary>One request as it came in, without its credentials.</summary>
public sealed record LoggedRequest
{
    /// <summary>Counts from 0 in order of arrival, over the whole life of the cloud.</summary>
    public required int Index { get; init; }

    public required string Method { get; init; }

    /// <summary>As it was on the wire: still escaped, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>As it was on the wire: still escaped, without the question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    public required string Accept { get; init; }

    /// <summary>The JSON that was sent, without secrets, or a note that it was no JSON; null when nothing was sent.</summary>
    public JToken? Body { get; init; }

    /// <summary>Null while the request is under way, and for ever when it got no answer.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// The status of the service's own answer, whether or not it got through; null when the service never got to see the request.
    /// </summary>
    public int? Outcome { get; init; }

    /// <summary>Whether nothing more comes of it: it was answered, broken off or left by its caller.</summary>
    public bool IsOver { get; init; }

    /// <summary>What was made to go wrong with it; null for nothing.</summary>
    public FaultAction? Fault { get; init; }

    public required DateTimeOffset At { get; init; }
}
