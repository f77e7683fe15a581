namespace PulumiOrgs.Local.Engine.State;

/// <summary>The passphrase at hand is not the one that the secrets were written with.</summary>
public sealed class IncorrectPassphraseException() : Exception(
    "incorrect passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the one that this stack's secrets "
    + "were written with");
