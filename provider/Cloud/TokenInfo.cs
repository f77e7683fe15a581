namespace PulumiOrgs.Provider.Cloud;

/// <summary>The access token of an organization or of a team that a request was made with. A person's own token has none of this.</summary>
/// <param name="Name">Its name: unique in the organization for ever, so it tells this token from all others.</param>
/// <param name="Organization">The login of the organization that it belongs to; empty when it belongs to none.</param>
/// <param name="Team">The team that it belongs to; empty when it is the organization's own.</param>
public sealed record TokenInfo(string Name, string Organization, string Team);
