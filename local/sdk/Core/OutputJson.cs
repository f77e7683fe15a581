using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>JSON of values that have inputs and outputs inside them.</summary>
internal static class OutputJson
{
    /// <summary>
    /// Converters are synchronous and outputs are not: each pass writes what is there and notes the outputs that are still
    /// pending, until a pass has met none.
    /// </summary>
    public static async Task<OutputData<string>> SerializeAsync<T>(T value, JsonSerializerOptions? options)
    {
        while (true)
        {
            var met = new List<Task<OutputData<object?>>>();
            var extended = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
            extended.Converters.Add(new OutputConverterFactory(met));
            var json = JsonSerializer.Serialize(value, extended);
            if (met.All(static data => data.IsCompletedSuccessfully))
            {
                var marks = OutputData.Known(true);
                foreach (var data in met)
                {
                    marks = marks.Then((await data.ConfigureAwait(false)).With(true));
                }

                return marks.With(marks.IsKnown ? json : "");
            }

            await Task.WhenAll(met).ConfigureAwait(false);
        }
    }

    private sealed class OutputConverterFactory(List<Task<OutputData<object?>>> met) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(OutputConverter<>).MakeGenericType(typeToConvert), met)!;
    }

    private sealed class OutputConverter<TWrapper>(List<Task<OutputData<object?>>> met) : JsonConverter<TWrapper>
    {
        public override TWrapper Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only writing goes through this converter.");

        public override void Write(Utf8JsonWriter writer, TWrapper value, JsonSerializerOptions options)
        {
            var output = value is IInput input ? input.ToOutput() : (IOutput)value!;
            var pending = output.GetDataAsync();
            met.Add(pending);
            if (pending is { IsCompletedSuccessfully: true, Result: { IsKnown: true, Value: { } known } })
            {
                JsonSerializer.Serialize(writer, known, known.GetType(), options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
