namespace PulumiOrgs.Local.Engine.Providers;

public static class PropertyChangeKinds
{
    public static bool IsReplace(this PropertyChangeKind kind) =>
        kind is PropertyChangeKind.AddReplace or PropertyChangeKind.DeleteReplace or PropertyChangeKind.UpdateReplace;

    public static PropertyChangeKind AsReplace(this PropertyChangeKind kind) => kind switch
    {
        PropertyChangeKind.Add => PropertyChangeKind.AddReplace,
        PropertyChangeKind.Delete => PropertyChangeKind.DeleteReplace,
        PropertyChangeKind.Update => PropertyChangeKind.UpdateReplace,
        _ => kind,
    };
}
