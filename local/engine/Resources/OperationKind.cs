namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>What is done to a resource while an operation is pending.</summary>
public enum OperationKind
{
    Creating,
    Updating,
    Deleting,
    Reading,
    Importing,
}
