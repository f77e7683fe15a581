namespace Pulumi.Utilities;

/// <summary>What tests and libraries may ask of an output; programs use Apply.</summary>
public static class OutputUtilities
{
    /// <summary>Makes an output whose value is not known, with a stand-in value.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(OutputData.Unknown(value));

    /// <summary>Makes an output whose value is not known; the factory never runs.</summary>
    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) =>
        new Output<T>(OutputData.Unknown(default(T)!)).Apply(_ => valueFactory());

    /// <summary>The same output, depending on one more resource.</summary>
    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.Marked(data => data with { Dependencies = data.Dependencies.Add(resource) });
    }

    /// <summary>Says whether the value is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.Data).IsKnown;

    /// <summary>The value, or the default of its type when it is not known.</summary>
    public static Task<T> GetValueAsync<T>(Output<T> output) => output.GetValueAsync(whenUnknown: default!);

    /// <summary>The resources that the value was made of.</summary>
    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) => (await output.Data).Dependencies;
}
