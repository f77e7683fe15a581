using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Time.Testing;
using Moq;
using PulumiOrgs.Framework.Serving;

namespace PulumiOrgs.Framework.Tests.Serving;

public sealed class EngineWatchTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Mock<Health.HealthClient> _health = new();
    private readonly Channel<TaskCompletionSource<HealthCheckResponse>> _questions =
        Channel.CreateUnbounded<TaskCompletionSource<HealthCheckResponse>>();

    public EngineWatchTests() => _health
        .Setup(static health => health.CheckAsync(
            It.IsAny<HealthCheckRequest>(), It.IsAny<Metadata?>(), It.IsAny<DateTime?>(), It.IsAny<CancellationToken>()))
        .Returns(() =>
        {
            var answer = new TaskCompletionSource<HealthCheckResponse>();
            _questions.Writer.TryWrite(answer);
            return new AsyncUnaryCall<HealthCheckResponse>(
                answer.Task, Task.FromResult(Metadata.Empty), static () => Status.DefaultSuccess, static () => Metadata.Empty, static () => { });
        });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_that_refuses_twice_in_a_row_is_gone()
    {
        var gone = WatchAsync(Cancellation);

        await RefuseAsync(StatusCode.Unavailable);
        Assert.False(gone.IsCompleted);
        await RefuseAsync(StatusCode.Unavailable);

        await gone.WaitAsync(Cancellation);
    }

    [Theory]
    [InlineData(StatusCode.OK)]
    [InlineData(StatusCode.Unimplemented)]
    public async Task An_engine_that_answers_is_alive_whether_it_knows_its_health_or_not(StatusCode answer)
    {
        var gone = WatchAsync(Cancellation);

        await RefuseAsync(StatusCode.Unavailable);
        for (var i = 0; i < 3; i++)
        {
            await AnswerAsync(answer);
            await RefuseAsync(StatusCode.Unavailable);
        }

        // It asks on, so it has not given the engine up.
        await AnswerAsync(answer);
        Assert.False(gone.IsCompleted);
    }

    [Fact]
    public async Task An_engine_that_is_halted_is_waited_for()
    {
        var gone = WatchAsync(Cancellation);
        var question = await NextAsync();

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(gone.IsCompleted);
        Assert.False(_questions.Reader.TryRead(out _));

        question.SetResult(new HealthCheckResponse());
        await RefuseAsync(StatusCode.Unavailable, alreadyDue: true);
        await RefuseAsync(StatusCode.Unavailable);
        await gone.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_plugin_that_ends_by_itself_stops_watching()
    {
        using var end = new CancellationTokenSource();
        var gone = WatchAsync(end.Token);
        var question = await NextAsync();

        await end.CancelAsync();
        question.SetException(new RpcException(new Status(StatusCode.Cancelled, "")));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
    }

    private Task WatchAsync(CancellationToken cancellationToken) => new EngineWatch(_health.Object, _clock).UntilGoneAsync(cancellationToken);

    private async Task<TaskCompletionSource<HealthCheckResponse>> NextAsync(bool alreadyDue = false)
    {
        if (!alreadyDue)
        {
            _clock.Advance(EngineWatch.Interval);
        }

        return await _questions.Reader.ReadAsync(Cancellation);
    }

    private async Task AnswerAsync(StatusCode status)
    {
        var question = await NextAsync();
        if (status == StatusCode.OK)
        {
            question.SetResult(new HealthCheckResponse());
        }
        else
        {
            question.SetException(new RpcException(new Status(status, "")));
        }
    }

    private async Task RefuseAsync(StatusCode status, bool alreadyDue = false) =>
        (await NextAsync(alreadyDue)).SetException(new RpcException(new Status(status, "")));
}
