using Microsoft.AspNetCore.Http.Features;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>Gives endpoints the caller that <see cref="Authentication"/> found.</summary>
internal static class CallerFeature
{
    public static Caller Caller(this HttpContext http) => http.Features.GetRequiredFeature<Caller>();
}
