using System.Globalization;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider;

/// <summary>How failures of the cloud read. The one place where advice is added.</summary>
internal static class OrgsFailures
{
    /// <summary>What a user reads of a failure; null for one that is not the cloud's.</summary>
    /// <remarks>A resource that knows better gives advice of its own, which this would only contradict.</remarks>
    public static string? Explain(Exception failure) => failure is CloudException cloud ? WithAdvice(cloud, AdviceOn(cloud)) : null;

    /// <summary>What a user of a command reads of a failure. A command reads no stack, and only reads.</summary>
    public static string ExplainToCommand(Exception failure) => failure switch
    {
        CloudException cloud => WithAdvice(cloud, AdviceToCommandOn(cloud)),
        InputException input => string.Join("; ", input.Failures.Select(static fault => $"{OptionOf(fault.Property)}: {fault.Reason}")),
        _ => failure.Message,
    };

    /// <summary>What a user reads of a pause that the service asks for: why nothing happens.</summary>
    public static string Explain(TimeSpan pause) => string.Create(
        CultureInfo.InvariantCulture,
        $"Pulumi Cloud limits how often it may be asked (429 Too Many Requests) and wants a pause: all requests wait for {pause.TotalSeconds:F0} s");

    private static string WithAdvice(CloudException failure, string? advice) =>
        advice is null ? failure.Message : $"{failure.Message.TrimEnd('.')}. {advice}";

    private static string? AdviceToCommandOn(CloudException failure) => failure.Reason switch
    {
        CloudFailure.Unauthorized => "The access token is not valid (any more): set PULUMI_ACCESS_TOKEN to one that is, or run `pulumi login`.",
        CloudFailure.NotFound => "It does not exist, or the access token's owner may not see it: check --organization and --api-url.",
        CloudFailure.RateLimited => "The service limits how often it may be asked: try again later.",
        CloudFailure.Unavailable or CloudFailure.Unreachable or CloudFailure.Timeout => "Try again when the service answers.",
        CloudFailure.Unexpected =>
            "Something between here and the service, or another service, has answered: check --api-url, PULUMI_BACKEND_URL and the proxies on the way.",
        _ => AdviceOn(failure),
    };

    // A command is given as options what the provider has as settings.
    private static string OptionOf(string setting) => setting switch
    {
        "apiUrl" => "--api-url",
        "organization" => "--organization",
        _ => setting,
    };

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
