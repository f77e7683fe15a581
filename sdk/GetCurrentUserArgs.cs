namespace Pulumi.Orgs;

/// <summary>The arguments of <see cref="GetCurrentUser"/>: there are none.</summary>
public sealed class GetCurrentUserArgs : global::Pulumi.InvokeArgs
{
    /// <summary>Starts with the defaults.</summary>
    public GetCurrentUserArgs()
    {
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new GetCurrentUserArgs Empty => new();
}
