using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What can be asked of an output without an Apply of one's own.</summary>
public static class OutputExtensions
{
    /// <summary>The element at a place of the list.</summary>
    public static Output<T> GetAt<T>(this Output<ImmutableArray<T>> array, Input<int> index) =>
        Output.Tuple(array, index.ToOutput()).Apply(static pair => pair.Item1[pair.Item2]);

    /// <summary>The first element of the list.</summary>
    public static Output<T> First<T>(this Output<ImmutableArray<T>> array) => array.GetAt(0);

    /// <summary>How many elements the list has.</summary>
    public static Output<int> Length<T>(this Output<ImmutableArray<T>> array) => array.Apply(static list => list.Length);

    /// <summary>Whether the value is of the first type.</summary>
    public static Output<bool> IsT0<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(static union => union.IsT0);

    /// <summary>Whether the value is of the second type.</summary>
    public static Output<bool> IsT1<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(static union => union.IsT1);

    /// <summary>The value as the first type.</summary>
    public static Output<T0> AsT0<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(static union => union.AsT0);

    /// <summary>The value as the second type.</summary>
    public static Output<T1> AsT1<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(static union => union.AsT1);

    /// <summary>The value, of whichever type it is.</summary>
    public static Output<object> Value<T0, T1>(this Output<Union<T0, T1>> output) => output.Apply(static union => union.Value);
}
