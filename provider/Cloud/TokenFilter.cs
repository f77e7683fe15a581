namespace PulumiOrgs.Provider.Cloud;

/// <summary>Which access tokens a listing holds.</summary>
public enum TokenFilter
{
    /// <summary>Those that can be used.</summary>
    Active,

    /// <summary>Those whose time has passed.</summary>
    Expired,

    /// <summary>Both.</summary>
    All,
}
