using System.Net;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>An answer with a JSON body.</summary>
internal sealed class JsonAnswer(JToken body, HttpStatusCode status = HttpStatusCode.OK) : IResult
{
    /// <summary>The body that every failure has.</summary>
    public static JsonAnswer Failure(HttpStatusCode status, string message) =>
        new(new JObject { ["code"] = (int)status, ["message"] = message }, status);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToString(Formatting.None));
        var response = httpContext.Response;
        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
