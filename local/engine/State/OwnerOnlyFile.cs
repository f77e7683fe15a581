namespace PulumiOrgs.Local.Engine.State;

/// <summary>Files that nobody but their owner may read (mode 0600).</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Makes a file that must not exist yet, and the folder around it.</summary>
    public static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
