using System.Collections.Concurrent;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

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
            await cloud.Teams.ListAsync(organization, cancellationToken);
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

    /// <summary>Waits for a read. What is not found is gone, where it can be seen that it is gone.</summary>
    public static async Task<T?> OrGoneAsync<T>(this ICloud cloud, string organization, Task<T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var found = await read;
        if (found is null)
        {
            await cloud.MustSeeAsync(organization, cancellationToken);
        }

        return found;
    }

    /// <summary>Waits for a deletion. What is gone already is no failure, where it can be seen that it is gone.</summary>
    public static async Task UnlessGoneAsync(this ICloud cloud, string organization, Task deletion, CancellationToken cancellationToken)
    {
        try
        {
            await deletion;
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            await cloud.MustSeeAsync(organization, cancellationToken);
        }
    }

    /// <summary>Asks, once in a deployment, whether the organization can be seen, and tells. The first who asks gets the failure.</summary>
    /// <remarks>
    /// A preview asks nothing else, and would promise what cannot be: with an access token that is not valid, an unknown organization, a
    /// cloud that does not answer. One failure says it; as many as there are resources would hide it.
    /// </remarks>
    public static async Task<bool> LookOnceAsync(this ICloud cloud, ResourceContext context, string organization, CancellationToken cancellationToken)
    {
        // The provider may be one whose settings come from resources that do not exist yet.
        if (!cloud.IsKnown)
        {
            return false;
        }

        var look = context.Deployment.Part(static () => new Looks())
            .At(organization, () => cloud.MustSeeAsync(organization, cancellationToken), out var isFirst);
        if (isFirst)
        {
            await look;
        }
        else
        {
            await look.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return look.IsCompletedSuccessfully;
    }

    /// <summary>What a preview can find out: null where it cannot, for then the deployment will say why.</summary>
    public static async Task<T?> LookForAsync<T>(this ICloud cloud, Func<Task<T?>> look)
        where T : class
    {
        if (!cloud.IsKnown)
        {
            return null;
        }

        try
        {
            return await look();
        }
        catch (Exception failure) when (failure is CloudException or ResourceException)
        {
            return null;
        }
    }

    /// <summary>Whose access token it is, as far as a preview can find out.</summary>
    public static Task<User?> LookForCallerAsync(this ICloud cloud, CancellationToken cancellationToken) =>
        cloud.LookForAsync<User>(async () => await cloud.Users.GetCurrentAsync(cancellationToken));

    /// <summary>The organizations that were looked for.</summary>
    private sealed class Looks
    {
        private readonly ConcurrentDictionary<string, Lazy<Task>> _organizations = new(StringComparer.OrdinalIgnoreCase);

        public Task At(string organization, Func<Task> look, out bool isFirst)
        {
            var mine = new Lazy<Task>(look);
            var shared = _organizations.GetOrAdd(organization, mine);
            isFirst = ReferenceEquals(shared, mine);
            return shared.Value;
        }
    }
}
