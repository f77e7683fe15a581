namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>The endpoints of one area of the API.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder api);
}
