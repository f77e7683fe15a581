using Newtonsoft.Json;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run as one JSON document at its end, for programs to read. Secrets stay hidden.</summary>
/// <param name="output">Where to.</param>
public sealed class JsonDisplay(TextWriter output) : IDisplay
{
    public void OnBegin(EngineCommand command, string stack)
    {
    }

    public void OnStepFinished(StepResult result)
    {
    }

    public void OnDiagnostic(Diagnostic diagnostic)
    {
    }

    public void OnEnd(EngineResult result) => output.WriteLine(ToJson(result).ToString(Formatting.Indented));

    internal static JObject ToJson(EngineResult result)
    {
        var json = new JObject
        {
            ["command"] = result.Command.ToString().ToLowerInvariant(),
            ["stack"] = result.Stack,
            ["result"] = result.Succeeded ? "succeeded" : result.Cancelled ? "cancelled" : "failed",
            ["durationMs"] = Milliseconds(result.Duration),
            ["steps"] = new JArray(result.Steps.Select(ToJson)),
            ["outputs"] = Masked(result.Outputs ?? PropertyMap.Empty),
            ["diagnostics"] = new JArray(result.Diagnostics.Select(ToJson)),
            ["summary"] = new JObject(result.Counts
                .OrderBy(static count => count.Key)
                .Select(static count => new JProperty(count.Key.Name(), count.Value))),
        };
        if (result.Imported is { } imported)
        {
            json["imported"] = new JObject
            {
                ["urn"] = imported.Urn.Text,
                ["type"] = imported.Type,
                ["name"] = imported.Urn.Name,
                ["id"] = imported.Id,
                ["inputs"] = Masked(imported.Inputs),
            };
        }

        return json;
    }

    private static JObject ToJson(StepResult result)
    {
        var step = result.Step;
        var json = new JObject
        {
            ["op"] = step.Op.Name(),
            ["urn"] = step.Urn.Text,
            ["type"] = step.Urn.Type,
            ["name"] = step.Urn.Name,
            ["id"] = step.Id,
            ["status"] = result.Status.ToString().ToLowerInvariant(),
            ["durationMs"] = Milliseconds(result.Duration),
            ["diffs"] = new JArray(step.Changes.Select(static change => TopOf(change.Path)).Distinct()),
            ["replaceKeys"] = new JArray(step.ReplaceKeys),
            ["detailedDiff"] = new JObject(step.Changes.Select(static change => new JProperty(change.Path, ToJson(change)))),
        };
        if (result.Message is { } message)
        {
            json["message"] = message;
        }

        return json;
    }

    private static JObject ToJson(PropertyDifference change)
    {
        var kind = change.Kind.ToString();
        var json = new JObject
        {
            ["kind"] = kind.Replace("Replace", "-replace", StringComparison.Ordinal).ToLowerInvariant(),
            ["replace"] = change.Kind.IsReplace(),
        };
        if (change.Old is { } old)
        {
            json["old"] = Masked(old);
        }

        if (change.New is { } value)
        {
            json["new"] = Masked(value);
        }

        return json;
    }

    private static JObject ToJson(Diagnostic diagnostic) => new()
    {
        ["severity"] = diagnostic.Severity.ToString().ToLowerInvariant(),
        ["message"] = diagnostic.Message,
        ["urn"] = diagnostic.Urn?.Text,
    };

    private static JObject Masked(PropertyMap properties) =>
        new(properties
            .OrderBy(static property => property.Key, StringComparer.Ordinal)
            .Select(static property => new JProperty(property.Key, Masked(property.Value))));

    private static JToken Masked(PropertyValue value) => value switch
    {
        { IsSecret: true } => "[secret]",
        OutputValue output => Masked(output.Value ?? PropertyValue.Unknown),
        NullValue => JValue.CreateNull(),
        BooleanValue boolean => boolean.Value,
        NumberValue number => number.Value,
        StringValue text => text.Value,
        ListValue list => new JArray(list.Items.Select(Masked)),
        MapValue map => Masked(map.Properties),
        _ => value.ToString(),
    };

    private static string TopOf(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end > 0 ? path[..end] : path;
    }

    private static long Milliseconds(TimeSpan duration) => (long)duration.TotalMilliseconds;
}
