namespace PulumiOrgs.Local.Engine.State;

/// <summary>The state cannot be read, written or believed.</summary>
public sealed class StateException(string message, Exception? inner = null) : Exception(message, inner);
