namespace PulumiOrgs.Provider.Cloud;

/// <summary>The organizations API of one Pulumi Cloud, seen by one caller. One client per group of endpoints.</summary>
/// <remarks>
/// Every method fails with a <see cref="CloudException"/> when the cloud does not do what was asked, with an
/// <see cref="ArgumentException"/> when a name cannot be part of a path, and with an
/// <see cref="OperationCanceledException"/> when its token is cancelled.
/// </remarks>
public interface ICloud
{
    /// <summary>Whether it is known yet which cloud it is and who asks. Until then nothing can be asked.</summary>
    bool IsKnown { get; }

    /// <summary>The people of an organization.</summary>
    IMembersClient Members { get; }

    /// <summary>The access tokens of an organization.</summary>
    IOrgTokensClient OrgTokens { get; }

    /// <summary>The roles of an organization.</summary>
    IRolesClient Roles { get; }

    /// <summary>The access tokens of teams.</summary>
    ITeamTokensClient TeamTokens { get; }

    /// <summary>The teams of an organization and who is in them.</summary>
    ITeamsClient Teams { get; }

    /// <summary>The caller.</summary>
    IUsersClient Users { get; }

    /// <summary>The webhooks of an organization.</summary>
    IWebhooksClient Webhooks { get; }

    /// <summary>What the server's clock showed at a moment; null while no answer has told its time (with its <c>Date</c>).</summary>
    /// <remarks>
    /// What the server dates (<see cref="Member.Created"/>, <see cref="AccessToken.Created"/>) is compared with this rather than with this
    /// machine's clock, which may be wrong. The answer is early by the time that an answer travels and by a second at most, since a
    /// <c>Date</c> has whole seconds: leave a few seconds of slack.
    /// </remarks>
    /// <param name="timestamp">The moment: a timestamp (<see cref="TimeProvider.GetTimestamp"/>) of <see cref="CloudOptions.TimeProvider"/>.</param>
    DateTimeOffset? ServerTimeAt(long timestamp);
}
