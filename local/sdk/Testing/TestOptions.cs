namespace Pulumi.Testing;

/// <summary>What a program under test is told about its deployment.</summary>
public class TestOptions
{
    /// <summary>Null is <c>project</c>.</summary>
    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>Null is <c>stack</c>.</summary>
    public string? StackName { get; set; }

    /// <summary>Null is true.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>Null is <c>organization</c>.</summary>
    public string? OrganizationName { get; set; }
}
