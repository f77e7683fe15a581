namespace PulumiOrgs.Provider.Commands;

/// <summary>How a command ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>The organization is not what the roster says, or has tokens that no stack knows.</summary>
    public const int Different = 2;
}
