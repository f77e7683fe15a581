using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments of a function without a class for them: values by name.</summary>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    internal override IEnumerable<KeyValuePair<string, object?>> Read() => dictionary;
}
