namespace Pulumi;

/// <summary>Stands for a resource that the program knows by its URN only.</summary>
internal sealed class DependencyResource : CustomResource
{
    public DependencyResource(string urn)
        : base(Pulumi.Urn.TypeOf(urn), Pulumi.Urn.NameOf(urn))
    {
        Urn = Output.Create(urn);
        Id = new Output<string>(OutputData.Unknown(""));
    }
}
