using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Status = Google.Rpc.Status;

namespace PulumiOrgs.Framework.Serving;

/// <summary>Turns failures into what the engine understands and the user reads.</summary>
internal sealed class Failures(ProviderPackage package)
{
    public RpcException ToRpcException(Exception failure) => failure switch
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
        OperationCanceledException or TimeoutException or ResourceException or AggregateException => Describe(CodeOf(failure), TextOf(failure)),
        FormatException or ArgumentException => Describe(Code.InvalidArgument, TextOf(failure)),
        _ when package.Explain(failure) is { } text => Describe(Code.Unknown, text),
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
            InitializationFailedException { InnerException: ResourceException { InnerException: OperationCanceledException } reason } partial =>
                new InitializationFailedException(
                    partial.Id, partial.Properties, partial.Inputs, new TimeoutException($"{limit}: {reason.Message}", partial)),
            _ => failure,
        };
    }

    private static Code CodeOf(Exception failure) => failure switch
    {
        OperationCanceledException or ResourceException { InnerException: OperationCanceledException } => Code.Cancelled,
        TimeoutException => Code.DeadlineExceeded,
        _ => Code.Unknown,
    };

    private string TextOf(Exception failure) => failure switch
    {
        AggregateException several => string.Join('\n', several.InnerExceptions.Select(TextOf)),
        OperationCanceledException => "cancelled; what was under way may have been done: `pulumi refresh` finds out",
        _ => package.Explain(failure) ?? failure.Message,
    };

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

    private RpcException Describe(Code code, string message, IMessage? detail = null)
    {
        // It has names in it that others chose, and goes to terminals and logs.
        var status = new Status { Code = (int)code, Message = package.Printable(message) };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }
}
