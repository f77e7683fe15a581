using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Pulumi.Orgs;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;
using Pulumirpc;
using Status = Google.Rpc.Status;

namespace PulumiOrgs.Provider.Service;

/// <summary>Turns failures into what the engine understands and the user reads. The one place where advice is added.</summary>
internal static class Failures
{
    public static RpcException ToRpcException(Exception failure) => failure switch
    {
        InputException inputs => Describe(Code.InvalidArgument, inputs.Message, ToDetail(inputs)),
        MissingConfigurationException missing => Describe(Code.InvalidArgument, missing.Message, new ConfigureErrorMissingKeys
        {
            MissingKeys = { new ConfigureErrorMissingKeys.Types.MissingKey { Name = missing.Key, Description = missing.Description } },
        }),
        InitializationFailedException partial => Describe(CodeOf(partial.InnerException!), TextOf(partial.InnerException!), new ErrorResourceInitFailed
        {
            Id = partial.Id,
            Properties = WireCodec.ToStruct(partial.Properties),
            Inputs = WireCodec.ToStruct(partial.Inputs),
            Reasons = { TextOf(partial.InnerException!) },
        }),
        OperationCanceledException or TimeoutException or CloudException or ResourceException or AggregateException => Describe(CodeOf(failure), TextOf(failure)),
        FormatException or ArgumentException => Describe(Code.InvalidArgument, TextOf(failure)),
        _ => Describe(Code.Internal, $"a defect of the provider: {failure.GetType().Name}: {TextOf(failure)}"),
    };

    /// <summary>What broke off for want of time says so; what failed for another reason meanwhile keeps its own.</summary>
    public static Exception OutOfTime(Exception failure, double seconds)
    {
        var limit = $"not done within the {seconds} seconds that the resource's customTimeouts allow";
        return failure switch
        {
            OperationCanceledException => new TimeoutException($"{limit}; `pulumi refresh` finds out what was done", failure),
            ResourceException { InnerException: OperationCanceledException } => new TimeoutException($"{limit}: {failure.Message}", failure),
            InitializationFailedException { InnerException: OperationCanceledException } partial => new InitializationFailedException(
                partial.Id, partial.Properties, partial.Inputs, new TimeoutException($"{limit}; the next deployment does the rest", partial)),
            _ => failure,
        };
    }

    private static Code CodeOf(Exception failure) => failure switch
    {
        OperationCanceledException => Code.Cancelled,
        TimeoutException => Code.DeadlineExceeded,
        _ => Code.Unknown,
    };

    /// <summary>What a user reads of a failure.</summary>
    public static string TextOf(Exception failure) => failure switch
    {
        CloudException cloud => WithAdvice(cloud),
        AggregateException several => string.Join('\n', several.InnerExceptions.Select(TextOf)),
        OperationCanceledException => "cancelled; what was under way may have been done: `pulumi refresh` finds out",
        _ => failure.Message,
    };

    // A ResourceException gives advice of its own, which this would only contradict.
    private static string WithAdvice(CloudException failure)
    {
        var advice = failure.Reason switch
        {
            _ when failure.MayHaveHappened => "Run `pulumi refresh` to see whether it was done, then deploy again.",
            CloudFailure.Unauthorized => "The access token is not valid (any more): set orgs:accessToken or PULUMI_ACCESS_TOKEN to one that is, or run `pulumi login`.",
            CloudFailure.Forbidden => "The access token's owner may not do this: use the token of an admin of the organization.",
            CloudFailure.NotFound =>
                "It does not exist, or the access token's owner may not see it: check the names; if it was removed outside of the program, run `pulumi refresh`.",
            CloudFailure.RateLimited => "The service limits how often it may be asked: try again later, or deploy with a lower `--parallel`.",
            CloudFailure.Unavailable or CloudFailure.Unreachable or CloudFailure.Timeout =>
                "Nothing was changed: try again when the service answers.",
            CloudFailure.Unexpected => "Something between here and the service, or another service, has answered: check orgs:apiUrl and the proxies on the way.",
            _ => null,
        };
        return advice is null ? failure.Message : $"{failure.Message.TrimEnd('.')}. {advice}";
    }

    private static InputPropertiesError ToDetail(InputException failure) => new()
    {
        Errors =
        {
            failure.Failures.Select(static fault => new InputPropertiesError.Types.PropertyError
            {
                PropertyPath = fault.Property,
                Reason = fault.Reason,
            }),
        },
    };

    private static RpcException Describe(Code code, string message, IMessage? detail = null)
    {
        // It has names in it that others chose, and goes to terminals and logs.
        var status = new Status { Code = (int)code, Message = Printable.Lines(message) };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }
}
