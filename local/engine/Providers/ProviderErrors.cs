using Grpc.Core;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Failures of calls to a provider as exceptions with a message for the user.</summary>
internal static class ProviderErrors
{
    public static ProviderException From(RpcException failure, string package)
    {
        var details = failure.GetRpcStatus();
        if (details?.GetDetail<ErrorResourceInitFailed>() is { } partial)
        {
            return new InitializationFailedException(
                partial.Id,
                WireCodec.FromStruct(partial.Properties),
                partial.Inputs is null ? null : WireCodec.FromStruct(partial.Inputs),
                partial.Reasons.Count > 0 ? [.. partial.Reasons] : [failure.Status.Detail],
                failure);
        }

        if (details?.GetDetail<ConfigureErrorMissingKeys>() is { MissingKeys.Count: > 0 } missing)
        {
            var lines = missing.MissingKeys.Select(key => $"missing required configuration key \"{key.Name}\": {key.Description}");
            return new ProviderException(
                string.Join(Environment.NewLine, [.. lines, $"Set it with --config {package}:KEY=VALUE or in Pulumi.STACK.yaml."]),
                failure);
        }

        if (details?.GetDetail<InputPropertiesError>() is { Errors.Count: > 0 } inputs)
        {
            var lines = inputs.Errors.Select(static error => $"  {error.PropertyPath}: {error.Reason}");
            return new ProviderException(string.Join(Environment.NewLine, [failure.Status.Detail, .. lines]), failure);
        }

        return new ProviderException(
            failure.StatusCode switch
            {
                StatusCode.Unavailable =>
                    $"the provider for '{package}' does not answer; it may have ended unexpectedly ({failure.Status.Detail})",
                StatusCode.Cancelled when failure.Status.Detail.Length == 0 => "cancelled",
                _ => failure.Status.Detail,
            },
            failure);
    }
}
