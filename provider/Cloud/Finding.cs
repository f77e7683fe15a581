namespace PulumiOrgs.Provider.Cloud;

/// <summary>What was found when the server was asked whether a write had been done.</summary>
/// <typeparam name="T">What the write would have answered.</typeparam>
internal abstract record Finding<T>
{
    private Finding()
    {
    }

    /// <summary>It is as the write makes it.</summary>
    /// <param name="Value">What the write would have answered.</param>
    public sealed record Done(T Value) : Finding<T>;

    /// <summary>It is not there, or not as it is to be.</summary>
    public sealed record NotDone : Finding<T>;

    /// <summary>Another one has its place.</summary>
    /// <param name="Detail">Which one, in words for a message.</param>
    public sealed record Another(string Detail) : Finding<T>;

    /// <summary>It could not be found out.</summary>
    /// <param name="Detail">What is not known, in words for a message.</param>
    public sealed record Unclear(string Detail) : Finding<T>;
}

/// <summary>Asks the server whether a write was done. It looks at nothing that was listed before it is called.</summary>
/// <typeparam name="T">What the write would have answered.</typeparam>
/// <param name="begunAt">The timestamp of the clock at which the write was first sent.</param>
/// <param name="cancellationToken">Ends the look.</param>
internal delegate Task<Finding<T>> Look<T>(long begunAt, CancellationToken cancellationToken);
