using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>What an invocation found, or what is wrong with its arguments.</summary>
public sealed record InvokeResult(PropertyMap Result, IReadOnlyList<CheckFailure> Failures);

/// <summary>What a program may ask, in the terms of the protocol. <see cref="Function{TArgs,TResult}"/> does most of it.</summary>
public interface IFunction
{
    /// <summary>The last part of the token.</summary>
    string Name { get; }

    string Description { get; }

    RecordDescription Inputs { get; }

    RecordDescription Outputs { get; }

    Task<InvokeResult> InvokeAsync(PropertyMap arguments, ConfigurationDefaults defaults, CancellationToken cancellationToken);
}
