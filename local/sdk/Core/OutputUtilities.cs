namespace Pulumi.Utilities;

/// <summary>What tests and libraries may ask of an output; programs use Apply.</summary>
public static class OutputUtilities
{
    /// <summary>Makes an output whose value is not known, with a stand-in value.</summary>
    public static Output<T> CreateUnknown<T>(T value) => new(OutputData.Unknown(value));

    /// <summary>Says whether the value is known.</summary>
    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.Data).IsKnown;

    /// <summary>The value, or the default of its type when it is not known.</summary>
    public static Task<T> GetValueAsync<T>(Output<T> output) => output.GetValueAsync(whenUnknown: default!);
}
