using System.ComponentModel;
using System.Diagnostics;
using PulumiOrgs.Framework.Serving;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What processes tell each other is tested with real ones; here, what one makes of the files of others, and leaves behind.</summary>
public sealed class NeighboursTests : IDisposable
{
    private const string Engine = "127.0.0.1:1";
    private const string Ada = "orgs:index:OrgMember acme/ada";

    // Test runs at the same time would be processes of one deployment, were their cloud and their package the same.
    private readonly string _scope = $"https://{Guid.NewGuid():N}.example.com/";
    private readonly DirectoryInfo _root;
    private readonly Neighbours _neighbours;

    public NeighboursTests()
    {
        var package = $"test-{Guid.NewGuid():N}";
        _root = new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"pulumi-resource-{package}-{Environment.UserName}"));
        _neighbours = new Neighbours(package);
    }

    private DirectoryInfo Meeting => Assert.Single(_root.EnumerateDirectories());

    /// <summary>A process that lives longer than a test.</summary>
    private static Process Living { get; } = Process.GetProcesses().OrderBy(static process => process.Id)
        .First(static process => process.Id != Environment.ProcessId && TellsItsStart(process));

    public void Dispose()
    {
        _neighbours.Dispose();
        _root.Refresh();
        if (_root.Exists)
        {
            _root.Delete(recursive: true);
        }
    }

    [Fact]
    public void Nobody_hears_of_what_is_said_before_the_engine_is_known()
    {
        _neighbours.Join(null, _scope);
        _neighbours.Declare([Ada], "urn:ada");
        _neighbours.Wrote();

        Assert.Null(_neighbours.FindDeclared(Ada));
        Assert.Equal(0, _neighbours.Stamp);
        Assert.False(Directory.Exists(_root.FullName));
    }

    [Fact]
    public void What_this_process_says_itself_is_no_news_to_it()
    {
        _neighbours.Join(Engine, _scope);
        _neighbours.Declare([Ada], "urn:ada");
        _neighbours.Wrote();

        Assert.Null(_neighbours.FindDeclared(Ada));
        Assert.Equal(0, _neighbours.Stamp);
    }

    [Fact]
    public void What_this_process_says_is_written_for_others()
    {
        _neighbours.Join(Engine, _scope);
        _neighbours.Declare([Ada, "orgs:index:Team acme/web"], "urn:ada");
        _neighbours.Declare(["orgs:index:Team acme/ops"], "urn:ops");
        _neighbours.Wrote();
        _neighbours.Wrote();

        Assert.Equal($"{Ada}\turn:ada\norgs:index:Team acme/web\turn:ada\norgs:index:Team acme/ops\turn:ops\n", Read("*.declared"));
        Assert.Equal("..", Read("*.written"));
    }

    [Fact]
    public void What_a_living_process_declares_is_heard_whatever_its_case()
    {
        _neighbours.Join(Engine, _scope);
        Say(NameOf(Living), ".declared", $"orgs:index:Team acme/web\turn:web\n{Ada}\turn:ada\n");

        Assert.Equal("urn:ada", _neighbours.FindDeclared("orgs:index:OrgMember acme/ADA"));
        Assert.Null(_neighbours.FindDeclared("orgs:index:OrgMember acme/ad"));
    }

    public static TheoryData<string> EndedProcesses => [NameOf(Living, TimeSpan.FromHours(1)), $"{int.MaxValue}-1", "nonsense", $"{Environment.ProcessId}"];

    [Theory]
    [MemberData(nameof(EndedProcesses))]
    public void What_a_process_declared_that_has_ended_is_not_heard(string name)
    {
        _neighbours.Join(Engine, _scope);
        Say(name, ".declared", $"{Ada}\turn:ada\n");

        Assert.Null(_neighbours.FindDeclared(Ada));
    }

    [Fact]
    public void What_others_wrote_changes_the_stamp_whether_they_have_ended_or_not()
    {
        _neighbours.Join(Engine, _scope);
        Say(NameOf(Living), ".written", "..");
        Say($"{int.MaxValue}-1", ".written", ".");
        Say(NameOf(Living), ".declared", $"{Ada}\turn:ada\n");
        Assert.Equal(3, _neighbours.Stamp);

        Say(NameOf(Living), ".written", "...");
        Assert.Equal(4, _neighbours.Stamp);
    }

    [Fact]
    public void Somebody_who_comes_later_is_heard_too()
    {
        _neighbours.Join(Engine, _scope);
        Assert.Null(_neighbours.FindDeclared(Ada));

        Say(NameOf(Living), ".declared", $"{Ada}\turn:ada\n");
        Meeting.LastWriteTimeUtc = DateTime.UtcNow.AddSeconds(1);

        Assert.Equal("urn:ada", _neighbours.FindDeclared(Ada));
    }

    [Fact]
    public void Each_engine_and_each_cloud_has_a_meeting_of_its_own()
    {
        Assert.Equal(MeetingOf(Engine, _scope), MeetingOf(Engine, _scope));
        Assert.NotEqual(MeetingOf(Engine, _scope), MeetingOf("127.0.0.1:2", _scope));
        Assert.NotEqual(MeetingOf(Engine, _scope), MeetingOf(Engine, $"{_scope}other"));

        string MeetingOf(string engine, string scope)
        {
            _neighbours.Join(engine, scope);
            return Meeting.Name;
        }
    }

    [Fact]
    public void What_was_said_to_one_engine_is_not_said_to_the_next()
    {
        _neighbours.Join(Engine, _scope);
        _neighbours.Declare([Ada], "urn:ada");
        _neighbours.Join(Engine, _scope);

        Assert.Empty(Read("*.declared"));
    }

    [Fact]
    public void Nothing_is_heard_any_more_when_the_next_deployment_has_no_engine()
    {
        _neighbours.Join(Engine, _scope);
        Say(NameOf(Living), ".written", ".");

        _neighbours.Join(null, _scope);

        Assert.Equal(0, _neighbours.Stamp);
        Assert.Empty(Meeting.EnumerateFiles("*.declared"));
    }

    [Fact]
    public void The_last_to_leave_leaves_nothing_behind()
    {
        _neighbours.Join(Engine, _scope);
        Say($"{int.MaxValue}-1", ".declared", $"{Ada}\turn:ada\n");

        _neighbours.Dispose();

        Assert.Empty(_root.EnumerateFileSystemInfos());
    }

    [Fact]
    public void One_who_leaves_others_behind_takes_back_only_what_it_declared()
    {
        _neighbours.Join(Engine, _scope);
        _neighbours.Wrote();
        Say(NameOf(Living), ".declared", $"{Ada}\turn:ada\n");

        _neighbours.Dispose();

        Assert.Equal($"{Ada}\turn:ada\n", Read("*.declared"));
        Assert.Equal(".", Read("*.written"));
    }

    [Fact]
    public void Meetings_go_along_that_everybody_has_left_but_for_those_that_may_be_about_to_begin()
    {
        _neighbours.Join(Engine, _scope);
        Began("left", TimeSpan.FromMinutes(2), $"{int.MaxValue}-1");
        Began("empty", TimeSpan.FromMinutes(2));
        Began("new", TimeSpan.FromSeconds(30), $"{int.MaxValue}-1");
        Began("busy", TimeSpan.FromMinutes(2), NameOf(Living));

        _neighbours.Dispose();

        Assert.Equal(["busy", "new"], _root.EnumerateDirectories().Select(static meeting => meeting.Name).Order());

        void Began(string meeting, TimeSpan ago, params IEnumerable<string> names)
        {
            var folder = _root.CreateSubdirectory(meeting);
            foreach (var name in names)
            {
                File.WriteAllText(Path.Combine(folder.FullName, $"{name}.declared"), "");
            }

            folder.LastWriteTimeUtc = DateTime.UtcNow - ago;
        }
    }

    [Fact]
    public void A_meeting_that_somebody_took_away_is_empty()
    {
        _neighbours.Join(Engine, _scope);
        Say(NameOf(Living), ".declared", $"{Ada}\turn:ada\n");
        Meeting.Delete(recursive: true);

        Assert.Null(_neighbours.FindDeclared(Ada));
        Assert.Equal(0, _neighbours.Stamp);
    }

    [Fact]
    public void Folders_are_for_the_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "its temporary folder is each user's own");
        _neighbours.Join(Engine, _scope);

        Assert.All([_root, Meeting], static folder => Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, folder.UnixFileMode));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_others_could_have_made_the_folder_everybody_keeps_to_itself(bool isLink)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "its temporary folder is each user's own");
        var elsewhere = Directory.CreateTempSubdirectory();
        if (isLink)
        {
            Directory.CreateSymbolicLink(_root.FullName, elsewhere.FullName);
        }
        else if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_root.FullName);
            File.SetUnixFileMode(_root.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        }

        _neighbours.Join(Engine, _scope);
        _neighbours.Declare([Ada], "urn:ada");
        _neighbours.Wrote();

        Assert.Empty(_root.EnumerateFileSystemInfos());
        Assert.Empty(elsewhere.EnumerateFileSystemInfos());
        Assert.Null(_neighbours.FindDeclared(Ada));
        _root.Delete();
        elsewhere.Delete();
    }

    private static bool TellsItsStart(Process process)
    {
        try
        {
            return process.StartTime > DateTime.MinValue;
        }
        catch (Exception kept) when (kept is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    private static string NameOf(Process process, TimeSpan shift = default) => $"{process.Id}-{(process.StartTime.ToUniversalTime() + shift).Ticks}";

    private void Say(string name, string kind, string text) => File.WriteAllText(Path.Combine(Meeting.FullName, name + kind), text);

    private string Read(string kind)
    {
        using var reader = new StreamReader(
            new FileStream(Assert.Single(Meeting.EnumerateFiles(kind)).FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }
}
