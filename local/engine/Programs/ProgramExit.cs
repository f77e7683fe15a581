namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>How programs end, by their exit codes.</summary>
public static class ProgramExit
{
    public const int Success = 0;

    /// <summary>It failed, and has logged why.</summary>
    public const int FailedAndLogged = 32;
}
