namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>A provider refused or failed; the message is its own, for the user.</summary>
public class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
