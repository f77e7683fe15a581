namespace Pulumi;

/// <summary>An output whose type is not known at compile time.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>An input whose type is not known at compile time.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>
    /// The value as the wire shall see it. For lists and maps that is the elements as they were given, so that one
    /// unknown or secret element does not make the whole collection so.
    /// </summary>
    IOutput ToWire();
}
