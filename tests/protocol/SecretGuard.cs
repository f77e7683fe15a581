using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>Fails a test whose provider tells an access token in a failure, whatever else the test is about.</summary>
internal sealed class SecretGuard : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(
            GuardAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private static async Task<T> GuardAsync<T>(Task<T> answer)
    {
        try
        {
            var response = await answer;
            MustNotTell((response as CheckResponse)?.Failures.ToString() ?? "");
            return response;
        }
        catch (RpcException failure)
        {
            MustNotTell(failure.Message);
            foreach (var trailer in failure.Trailers)
            {
                MustNotTell(trailer.IsBinary ? Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value);
            }

            throw;
        }
    }

    private static void MustNotTell(string text) => Assert.DoesNotMatch(ProviderProcess.AccessTokenValue(), text);
}
