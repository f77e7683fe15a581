using System.Diagnostics.CodeAnalysis;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>What a check found: the inputs with their defaults in place, and what is wrong with them.</summary>
public sealed record CheckResult(PropertyMap Inputs, IReadOnlyList<CheckFailure> Failures)
{
    /// <summary>What the user should know besides.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>
/// Checks inputs against their declaration: unknown names, types, defaults, missing ones, rules. Values that are not known
/// yet are believed.
/// </summary>
internal static class Check
{
    /// <param name="declared">What there is.</param>
    /// <param name="given">What the program gave.</param>
    /// <param name="defaults">What inputs fall back to.</param>
    /// <param name="only">The names of the inputs that count here; null for all, and then the required ones must be given.</param>
    public static CheckResult Run(
        RecordDescription declared, PropertyMap given, ConfigurationDefaults defaults, IReadOnlyCollection<string>? only = null)
    {
        var failures = new List<CheckFailure>();
        var inputs = new PropertyMap.Builder(declared.Inputs.Length);

        foreach (var (name, value) in given)
        {
            if (IsInput(declared.Find(name), only))
            {
                continue;
            }

            if (IsOfEngine(name))
            {
                inputs.Add(name, value);
            }
            else
            {
                failures.Add(new CheckFailure(name, NoSuchProperty(declared, only, name)));
            }
        }

        foreach (var property in declared.Inputs)
        {
            if (!IsInput(property, only))
            {
                continue;
            }

            var own = given.Find(property.Name);
            if (property.IsComputed(given) && own?.IsUnknown != true)
            {
                if (own is not null && !own.Unwrap().Equals(property.Default))
                {
                    failures.Add(new CheckFailure(property.Name, $"is computed from {property.ComputedFrom}, which is given too; give one of the two"));
                }

                continue;
            }

            var value = own ?? DefaultOf(property, given, defaults, isQuery: only is not null);
            if (value is null)
            {
                if (property.Required && only is null)
                {
                    failures.Add(new CheckFailure(property.Name, "is missing; it is required"));
                }
                else if (property.DefaultFromConfiguration is { } key)
                {
                    failures.Add(new CheckFailure(
                        property.Name,
                        $"is missing: neither the resource nor the provider names one; give {property.Name} here, or run " +
                        $"`pulumi config set {defaults.Package}:{key} <value>`"));
                }

                continue;
            }

            inputs.Add(property.Name, property.Secret && !value.IsSecret ? new SecretValue(value) : value);
            AddFaults(property, value, failures);
        }

        return new CheckResult(inputs.Build(), failures);
    }

    /// <summary>Checks a provider's configuration.</summary>
    /// <remarks>
    /// Its keys have the package's name before them, and so have the settings of a program whose project is called the same.
    /// So a key that is not declared is the program's own, unless it looks like one that was mistyped.
    /// </remarks>
    public static CheckResult Configuration(RecordDescription declared, PropertyMap given)
    {
        var known = declared.Inputs.Select(static property => property.Name).ToList();
        var others = given.Keys.Where(name => declared.Find(name) is null && !IsOfEngine(name) && !known.Any(key => IsMistyped(key, name))).ToList();
        var result = Run(declared, others.Aggregate(given, static (left, name) => left.Without(name)), ConfigurationDefaults.None);
        return others.Count == 0
            ? result
            : result with
            {
                Warnings = [$"the provider has no setting {Listed(others.Order())}: left to the program; it has " +
                $"{(known.Count == 0 ? "none" : Listed(known))}"]
            };
    }

    // The engine's own keys travel among a provider's configuration.
    private static bool IsOfEngine(string name) => name.StartsWith("__", StringComparison.Ordinal) || name is "version" or "pluginDownloadURL";

    // One slip in five letters; how words are joined is no difference. A longer name that begins like the key is another name.
    private static bool IsMistyped(string key, string name)
    {
        var (meant, typed) = (Letters(key), Letters(name));
        return Distance(meant, typed) <= key.Length / 5 && !(typed.Length > meant.Length + 1 && typed.StartsWith(meant, StringComparison.Ordinal));
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"'{name}'"));

    private static bool IsInput([NotNullWhen(true)] PropertyDescription? property, IReadOnlyCollection<string>? only) =>
        property is { IsInput: true } && (only is null || only.Contains(property.Name));

    private static PropertyValue? DefaultOf(PropertyDescription property, PropertyMap given, ConfigurationDefaults defaults, bool isQuery) => property switch
    {
        { DefaultFrom: { } other } => given.Find(other),
        { DefaultWith: { } other } when given.Find(other) is null => null,
        { DefaultFromConfiguration: { } key } => defaults.Values.Find(key),
        // What a query leaves out narrows nothing.
        _ when isQuery => null,
        _ => property.Default,
    };

    private static void AddFaults(PropertyDescription property, PropertyValue value, List<CheckFailure> failures)
    {
        if (value.Unwrap() is Protocol.ListValue list && property.Kind == PropertyKind.StringList)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                if (FaultOf(property, PropertyKind.String, list.Items[i]) is { } faultOfItem)
                {
                    failures.Add(new CheckFailure($"{property.Name}[{i}]", faultOfItem));
                }
            }
        }
        else if (value.Unwrap() is MapValue map && property.Kind == PropertyKind.StringMap)
        {
            foreach (var (key, item) in map.Properties)
            {
                if (FaultOf(property, PropertyKind.String, item) is { } faultOfItem)
                {
                    failures.Add(new CheckFailure(property.PathOf(key), faultOfItem));
                }
            }
        }
        else if (FaultOf(property, property.Kind, value) is { } fault)
        {
            failures.Add(new CheckFailure(property.Name, fault));
        }
    }

    private static string? FaultOf(PropertyDescription property, PropertyKind kind, PropertyValue value)
    {
        if (value.IsUnknown)
        {
            return null;
        }

        object? plain = kind == PropertyKind.String ? (value.Unwrap() as StringValue)?.Value : property.Convert(value);
        if (plain is null)
        {
            return $"is {KindOf(value.Unwrap())}; give {ArticleAndName(kind)}";
        }

        foreach (var rule in property.Rules)
        {
            if (rule.Fault(plain) is { } fault)
            {
                return (property.Secret || value.IsSecret) && Quotes(fault, plain) ? "is not allowed (its value is secret, so it is not shown)" : fault;
            }
        }

        return null;
    }

    // A rule may quote the value that it refuses, which a secret must not be.
    private static bool Quotes(string fault, object plain) =>
        plain is not string text || (text.Length > 0 && fault.Contains(text, StringComparison.Ordinal));

    private static string NoSuchProperty(RecordDescription declared, IReadOnlyCollection<string>? only, string name)
    {
        if (declared.Find(name) is { IsInput: false })
        {
            return "is set by the provider; leave it out";
        }

        var known = declared.Inputs.Where(property => IsInput(property, only)).Select(static property => property.Name).ToList();
        var nearest = known.MinBy(candidate => Distance(candidate.ToLowerInvariant(), name.ToLowerInvariant()));
        return nearest is not null && Distance(nearest.ToLowerInvariant(), name.ToLowerInvariant()) <= 1 + (name.Length / 4)
            ? $"does not exist; did you mean '{nearest}'?"
            : $"does not exist; there are {Listed(known)}";
    }

    private static string KindOf(PropertyValue value) => value switch
    {
        StringValue => "a string",
        NumberValue => "a number",
        BooleanValue => "a boolean",
        Protocol.ListValue => "a list",
        MapValue => "an object",
        _ => "of another kind",
    };

    private static string ArticleAndName(PropertyKind kind) => kind switch
    {
        PropertyKind.String => "a string",
        PropertyKind.Boolean => "true or false",
        PropertyKind.Integer => "a whole number",
        PropertyKind.Int32 => $"a whole number from {int.MinValue} to {int.MaxValue}",
        PropertyKind.StringMap => "a map of strings",
        _ => "a list of strings",
    };

    // Edits (insert, delete, replace, swap of neighbours) that part two names.
    private static int Distance(string left, string right)
    {
        int[] beforePrevious = [];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, 1 + Math.Min(previous[j], current[j - 1]));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], 1 + beforePrevious[j - 2]);
                }
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[^1];
    }
}
