using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A provider's configuration, declared once: a record of settings, and what becomes of them.</summary>
/// <typeparam name="TArgs">The settings; each property has an <see cref="InputAttribute"/>.</typeparam>
public abstract class ProviderConfiguration<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TArgs>
    : IProviderConfiguration
    where TArgs : class, new()
{
    public RecordDescription Declared => field ??= RecordDescription.Of<TArgs>();

    public PropertyMap Current { get; private set; } = PropertyMap.Empty;

    public string Scope { get; protected set; } = "";

    public CheckResult Check(PropertyMap values) => Running.Check.Configuration(Declared, Typed(values));

    public IReadOnlyDictionary<string, PropertyChange> Diff(DiffQuery query)
    {
        var changes = Running.Diff.Run(Declared, query);
        Refine(query, changes);
        return changes;
    }

    public void Configure(PropertyMap values)
    {
        var checkedValues = Check(values);
        if (checkedValues.Failures.Count > 0)
        {
            throw new InputException(checkedValues.Failures);
        }

        Current = checkedValues.Inputs;
        Take(Declared.ToRecord<TArgs>(Current));
    }

    /// <summary>Removes or changes differences where a setting's declaration cannot say it.</summary>
    protected virtual void Refine(DiffQuery query, Dictionary<string, PropertyChange> changes)
    {
    }

    /// <summary>Takes settings that are right one by one. One that is unknown yet looks as if it were absent; <see cref="Current"/> tells.</summary>
    /// <exception cref="MissingConfigurationException">Something is missing that has no default.</exception>
    protected abstract void Take(TArgs settings);

    // Whatever a stack's configuration or a program gives, an engine hands on as text.
    private PropertyMap Typed(PropertyMap values) => Declared.Inputs.Aggregate(values, static (typed, property) =>
        (property.Kind, typed.Find(property.Name)?.Unwrap()) switch
        {
            (PropertyKind.Boolean, StringValue { IsUnknown: false } text) when bool.TryParse(text.Value, out var flag) => typed.With(property.Name, flag),
            (PropertyKind.Integer or PropertyKind.Int32, StringValue { IsUnknown: false } text)
                when long.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) => typed.With(property.Name, (double)number),
            _ => typed,
        });
}
