using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Arguments of a resource without a class for them: values by property name.</summary>
public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    internal override IEnumerable<KeyValuePair<string, object?>> Read() => dictionary;
}
