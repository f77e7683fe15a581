using System.CommandLine;

namespace PulumiOrgs.Build;

/// <summary>Which plugin is tested.</summary>
internal sealed class PluginOption : Option<FileInfo?>
{
    public PluginOption()
        : base("--plugin") =>
        (Description, HelpName) = ("The plugin to test (default: the native binary, which is built)", "FILE");

    /// <summary>The file that was given, or the native binary, built now.</summary>
    public string FileOf(ParseResult arguments) => arguments.GetValue(this)?.FullName ?? Repository.PublishPlugin();
}
