namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What a step does to a resource.</summary>
public enum StepOp
{
    /// <summary>Nothing: it is as it should be.</summary>
    Same,
    Create,
    Update,
    Delete,

    /// <summary>Creates what takes the place of a resource that is deleted before or after.</summary>
    CreateReplacement,

    /// <summary>Deletes a resource whose place another takes or has taken.</summary>
    DeleteReplaced,

    /// <summary>Reads a resource that is not the stack's.</summary>
    Read,

    /// <summary>Reads what is recorded of a resource anew.</summary>
    Refresh,

    /// <summary>Takes over a resource that exists.</summary>
    Import,

    /// <summary>Takes over a resource that exists in the place of another, which is deleted after.</summary>
    ImportReplacement,

    /// <summary>Forgets a resource that is not deleted.</summary>
    Discard,
}
