namespace PulumiOrgs.Provider.Commands;

/// <summary>How far a read is.</summary>
/// <param name="What">What is read, in a word: "teams".</param>
/// <param name="Done">How many are read.</param>
/// <param name="Total">How many there are; null while that is not known.</param>
internal sealed record ReadProgress(string What, int Done, int? Total);
