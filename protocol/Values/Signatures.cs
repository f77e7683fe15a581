namespace PulumiOrgs.Protocol;

/// <summary>The marks by which special values are told from plain ones on the wire and in checkpoints.</summary>
public static class Signatures
{
    /// <summary>The key that makes a struct a special value; its value is one of the signatures here.</summary>
    public const string Key = "4dabf18193072939515e22adb298388d";

    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string ResourceReference = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string Asset = "c44067f5952c0a294b673a41bacd8c17";
    public const string Archive = "0def7320c3a5731c473e5ecbe6d01bc7";

    /// <summary>The string that stands for a value not known yet, whatever its type.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>Says whether a string stands for an unknown value; each type has one of its own besides <see cref="Unknown"/>.</summary>
    public static bool IsUnknown(string text) => text is Unknown
        or "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" // boolean
        or "3eeb2bf0-c639-47a8-9e75-3b44932eb421" // number
        or "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2" // array
        or "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"; // object
}
