using Grpc.Core;
using Pulumi.Serialization;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace Pulumi;

/// <summary>Calls functions of providers.</summary>
internal sealed class FunctionCaller(RunningDeployment deployment)
{
    /// <summary>Calls a function whose arguments are known.</summary>
    public async Task<T> CallAsync<T>(string token, InvokeArgs? args, InvokeOptions? options)
    {
        var written = await WriteAsync(token, args);
        return (await SendAsync<T>(token, written, options)).Value;
    }

    /// <summary>
    /// Calls a function once its arguments are known and all that they come from exists; otherwise the result is unknown.
    /// It depends on what they come from, and is secret when they are.
    /// </summary>
    public async Task<OutputData<T>> CallWhenKnownAsync<T>(string token, InvokeArgs? args, InvokeOptions? options)
    {
        var written = await WriteAsync(token, args);
        var dependencies = written.Dependencies.Values.Aggregate(
            ImmutableHashSet<Resource>.Empty, static (all, resources) => all.Union(resources));
        if (options is InvokeOutputOptions { DependsOn: var dependsOn })
        {
            dependencies = dependencies.Union(await dependsOn.ToOutput().GetValueAsync(whenUnknown: []));
        }

        var asked = new OutputData<bool>(
            true,
            !written.Values.Values.Any(static value => value.ContainsUnknowns()) && await ExistAsync(dependencies),
            written.Values.Values.Any(static value => value.ContainsSecrets()),
            dependencies);
        return asked.IsKnown
            ? asked.Then(await SendAsync<T>(token, written, options))
            : asked.With(default(T)!);
    }

    private static async Task<bool> ExistAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in DependencyGraph.Expand(resources))
        {
            if (resource is CustomResource custom && !(await custom.Id.Data).IsKnown)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<WrittenProperties> WriteAsync(string token, InvokeArgs? args)
    {
        try
        {
            KeyValuePair<string, object?>[] given = [.. (args ?? InvokeArgs.Empty).Read()];
            return await ValueWriter.WritePropertiesAsync(given);
        }
        catch (InvalidArgumentsException exception)
        {
            throw new RunException($"{token}: {exception.Message}", exception);
        }
    }

    private async Task<OutputData<T>> SendAsync<T>(string token, WrittenProperties args, InvokeOptions? options)
    {
        var provider = options?.Provider ?? options?.Parent?.FindProvider(token);
        var request = new ResourceInvokeRequest
        {
            Tok = token,
            Args = WireCodec.ToStruct(args.Values),
            Provider = provider is null ? "" : await provider.ReferenceAsync(),
            Version = options?.Version ?? "",
        };
        ResourceInvokeResponse answer;
        try
        {
            answer = await deployment.Engine.InvokeAsync(request);
        }
        catch (RpcException exception)
        {
            throw new RunException($"{token}: {exception.Status.Detail}", exception);
        }

        if (answer.Failures.Count > 0)
        {
            throw new RunException($"{token}: {string.Join("; ", answer.Failures.Select(static failure =>
                failure.Property.Length == 0 ? failure.Reason : $"{failure.Property}: {failure.Reason}"))}");
        }

        return ValueReader.Read<T>(token, new MapValue(WireCodec.FromStruct(answer.Return)), problem => deployment.Warn(problem));
    }
}
