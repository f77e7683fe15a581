namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>What becomes of a property; each kind may force the resource to be replaced.</summary>
public enum PropertyChangeKind
{
    Add,
    AddReplace,
    Delete,
    DeleteReplace,
    Update,
    UpdateReplace,
}
