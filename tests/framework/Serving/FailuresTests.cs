using Google.Protobuf;
using Grpc.Core;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Framework.Tests.Running;
using PulumiOrgs.Protocol;
using Pulumirpc;
using CheckFailure = PulumiOrgs.Framework.Declaring.CheckFailure;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What an engine is answered when something failed, and a user reads.</summary>
public static class FailuresTests
{
    private static readonly PropertyMap Properties = PropertyMap.Of(("size", 2));
    private static readonly PropertyMap Inputs = PropertyMap.Of(("size", 3));

    private static RpcException Answer(Exception failure) => new Failures(new ProviderPackage(
        Box.Package().Description, new NoConfiguration(), [], [])
    {
        Explain = static failure => failure is NotSupportedException ? $"explained: {failure.Message}" : null,
        Printable = static text => text.Replace('\a', '?'),
    }).ToRpcException(failure);

    private static T Detail<T>(RpcException answer)
        where T : class, IMessage<T>, new() => answer.GetRpcStatus()!.GetDetail<T>()!;

    public sealed class TheAnswer
    {
        [Fact]
        public void To_wrong_inputs_names_each()
        {
            var answer = Answer(new InputException(new CheckFailure("size", "is too small"), new CheckFailure("labels.a", "is empty")));

            Assert.Equal((StatusCode.InvalidArgument, "size: is too small; labels.a: is empty"), (answer.StatusCode, answer.Status.Detail));
            Assert.Equal(
                [("size", "is too small"), ("labels.a", "is empty")],
                Detail<InputPropertiesError>(answer).Errors.Select(static error => (error.PropertyPath, error.Reason)));
        }

        [Fact]
        public void To_a_missing_setting_names_its_key()
        {
            var answer = Answer(new MissingConfigurationException("boxes:token", "who asks"));

            Assert.Equal((StatusCode.InvalidArgument, "boxes:token is missing: who asks"), (answer.StatusCode, answer.Status.Detail));
            var key = Assert.Single(Detail<ConfigureErrorMissingKeys>(answer).MissingKeys);
            Assert.Equal(("boxes:token", "who asks"), (key.Name, key.Description));
        }

        [Fact]
        public void To_what_stopped_half_way_has_what_there_is()
        {
            var answer = Answer(new InitializationFailedException("a/box", Properties, Inputs, new TimeoutException("too slow")));

            Assert.Equal((StatusCode.DeadlineExceeded, "too slow"), (answer.StatusCode, answer.Status.Detail));
            var partial = Detail<ErrorResourceInitFailed>(answer);
            Assert.Equal(("a/box", ["too slow"]), (partial.Id, partial.Reasons));
            Assert.Equal((Properties, Inputs), (WireCodec.FromStruct(partial.Properties), WireCodec.FromStruct(partial.Inputs)));
        }

        public static TheoryData<Exception, StatusCode, string> Failed => new()
        {
            { new ResourceException("no room"), StatusCode.Unknown, "no room" },
            { new ResourceException("no room\a"), StatusCode.Unknown, "no room?" },
            { new ResourceException("broke off", new OperationCanceledException()), StatusCode.Cancelled, "broke off" },
            { new TimeoutException("too slow"), StatusCode.DeadlineExceeded, "too slow" },
            {
                new OperationCanceledException("x"), StatusCode.Cancelled,
                "cancelled; what was under way may have been done: `pulumi refresh` finds out"
            },
            {
                new AggregateException(new ResourceException("one"), new NotSupportedException("two")), StatusCode.Unknown,
                "one\nexplained: two"
            },
            { new FormatException("no id"), StatusCode.InvalidArgument, "no id" },
            { new ArgumentException("no token"), StatusCode.InvalidArgument, "no token" },
            { new NotSupportedException("so"), StatusCode.Unknown, "explained: so" },
            { new InvalidOperationException("why"), StatusCode.Internal, "a defect of the provider: InvalidOperationException: why" },
        };

        [Theory]
        [MemberData(nameof(Failed))]
        public void Says_of_what_kind_a_failure_is(Exception failure, StatusCode code, string text)
        {
            var answer = Answer(failure);

            Assert.Equal((code, text), (answer.StatusCode, answer.Status.Detail));
            Assert.Empty(answer.GetRpcStatus()!.Details);
        }
    }

    public sealed class WhatRanOutOfTime
    {
        private const string Limit = "not done within the 5 seconds that the resource's customTimeouts allow";

        [Fact]
        public void Says_so() => Assert.Equal(
            $"{Limit}; `pulumi refresh` finds out what was done",
            Assert.IsType<TimeoutException>(Failures.OutOfTime(new OperationCanceledException(), 5)).Message);

        [Fact]
        public void Says_what_it_was_at() => Assert.Equal(
            $"{Limit}: making a box",
            Assert.IsType<TimeoutException>(Failures.OutOfTime(new ResourceException("making a box", new OperationCanceledException()), 5)).Message);

        [Theory]
        [InlineData(false, $"{Limit}; the next deployment does the rest")]
        [InlineData(true, $"{Limit}: putting the lid on")]
        public void Half_way_keeps_what_there_is(bool isTold, string text)
        {
            var reason = new OperationCanceledException();
            var partial = new InitializationFailedException(
                "a/box", Properties, Inputs, isTold ? new ResourceException("putting the lid on", reason) : reason);

            var late = Assert.IsType<InitializationFailedException>(Failures.OutOfTime(partial, 5));

            Assert.Equal(("a/box", Properties, Inputs), (late.Id, late.Properties, late.Inputs));
            Assert.Equal(text, Assert.IsType<TimeoutException>(late.InnerException).Message);
        }

        [Fact]
        public void Keeps_another_reason()
        {
            var failure = new ResourceException("no room");
            var partial = new InitializationFailedException("a/box", Properties, Inputs, failure);

            Assert.Same(failure, Failures.OutOfTime(failure, 5));
            Assert.Same(partial, Failures.OutOfTime(partial, 5));
        }
    }
}
