using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;

namespace PulumiOrgs.Provider.Resources;

/// <summary>Tells what is gone from what cannot be seen.</summary>
internal static class OrganizationVisibility
{
    /// <summary>Fails unless the organization can be seen, in which a thing was not found.</summary>
    /// <remarks>
    /// To whoever is not in an organization the service says that nothing of it exists. Taken at its word, a refresh or a
    /// destroy with the wrong access token would forget all that there is, and report success.
    /// </remarks>
    public static async Task MustSeeAsync(this ICloud cloud, string organization, CancellationToken cancellationToken)
    {
        try
        {
            await cloud.Teams.ListAsync(organization, cancellationToken).ConfigureAwait(false);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            throw new ResourceException(
                $"{failure.Message}: organization '{organization}' does not exist, or the access token's owner is not in it, so nothing can be said " +
                "about what belongs to it. Use the token of somebody who is in it; if the organization is gone, take the resource out of the state " +
                "with `pulumi state delete`.",
                failure);
        }
    }

    /// <summary>Waits for a deletion. What is gone already is no failure, where it can be seen that it is gone.</summary>
    public static async Task UnlessGoneAsync(this ICloud cloud, string organization, Task deletion, CancellationToken cancellationToken)
    {
        try
        {
            await deletion.ConfigureAwait(false);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            await cloud.MustSeeAsync(organization, cancellationToken).ConfigureAwait(false);
        }
    }
}
