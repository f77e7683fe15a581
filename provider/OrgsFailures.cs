using System.Globalization;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider;

/// <summary>How failures of the cloud read. The one place where advice is added.</summary>
internal static class OrgsFailures
{
    /// <summary>What a user reads of a failure; null for one that is not the cloud's.</summary>
    /// <remarks>A resource that knows better gives advice of its own, which this would only contradict.</remarks>
    public static string? Explain(Exception failure) => failure is CloudException cloud ? WithAdvice(cloud) : null;

    /// <summary>What a user reads of a pause that the service asks for: why nothing happens.</summary>
    public static string Explain(TimeSpan pause) => string.Create(
        CultureInfo.InvariantCulture,
        $"Pulumi Cloud limits how often it may be asked (429 Too Many Requests) and wants a pause: all requests wait for {pause.TotalSeconds:F0} s");

    private static string WithAdvice(CloudException failure) =>
        AdviceOn(failure) is { } advice ? $"{failure.Message.TrimEnd('.')}. {advice}" : failure.Message;

    /// <summary>What can be done about a failure; null where its message says all.</summary>
    public static string? AdviceOn(CloudException failure) => failure.Reason switch
    {
        _ when failure.MayHaveHappened => "Run `pulumi refresh` to see whether it was done, then deploy again.",
        CloudFailure.Unauthorized => "The access token is not valid (any more): set orgs:accessToken or PULUMI_ACCESS_TOKEN to one that " +
            "is, or run `pulumi login`.",
        CloudFailure.Forbidden => "The access token's owner may not do this: use the token of an admin of the organization.",
        CloudFailure.NotFound =>
            "It does not exist, or the access token's owner may not see it: check the names; if it was removed outside of the program, run `pulumi refresh`.",
        CloudFailure.RateLimited => "The service limits how often it may be asked: try again later, or deploy with a lower `--parallel`.",
        CloudFailure.Unavailable or CloudFailure.Unreachable or CloudFailure.Timeout =>
            "Nothing was changed: try again when the service answers.",
        CloudFailure.Unexpected => "Something between here and the service, or another service, has answered: check orgs:apiUrl and the proxies on the way.",
        _ => null,
    };
}
