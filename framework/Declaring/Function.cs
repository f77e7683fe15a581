using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A function, declared once: a record of arguments, a record of the result, and the call.</summary>
/// <typeparam name="TArgs">What a program gives; each property has an <see cref="InputAttribute"/>.</typeparam>
/// <typeparam name="TResult">What it gets; each property has an <see cref="OutputAttribute"/>.</typeparam>
public abstract class Function<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TArgs,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TResult> : IFunction
    where TArgs : class, new()
    where TResult : class
{
    public string Name => Attribute.Name;

    public string Description => Attribute.Description;

    // Read when first used, as a resource's declaration is.
    public RecordDescription Inputs => field ??= RecordDescription.Of<TArgs>();

    public RecordDescription Outputs => field ??= RecordDescription.Of<TResult>();

    private FunctionAttribute Attribute => field ??= GetType().GetCustomAttribute<FunctionAttribute>()
        ?? throw new InvalidOperationException($"{GetType()} lacks its {nameof(FunctionAttribute)}");

    public async Task<InvokeResult> InvokeAsync(PropertyMap arguments, ConfigurationDefaults defaults, CancellationToken cancellationToken)
    {
        var checkedArguments = Check.Run(Inputs, arguments, defaults);
        if (checkedArguments.Failures.Count > 0)
        {
            return new InvokeResult(PropertyMap.Empty, checkedArguments.Failures);
        }

        // Nothing can be asked about what is not known yet, so the whole answer is not known either.
        if (checkedArguments.Inputs.Values.Any(static value => value.ContainsUnknowns()))
        {
            return new InvokeResult(PropertyMap.Of(Outputs.Properties.Select(static property => (property.Name, (PropertyValue?)PropertyValue.Unknown))), []);
        }

        var result = await InvokeAsync(Inputs.ToRecord<TArgs>(checkedArguments.Inputs), cancellationToken);
        return new InvokeResult(Outputs.ToProperties(result), []);
    }

    protected abstract Task<TResult> InvokeAsync(TArgs arguments, CancellationToken cancellationToken);
}
