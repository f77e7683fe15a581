using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PulumiOrgs.Local.Cloud;

/// <summary>
/// A Pulumi Cloud on this machine, as far as the organizations API goes: it serves until it is disposed of.
/// </summary>
public sealed class EmulatedCloud : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatedCloud(WebApplication app, Uri url, string accessToken)
    {
        _app = app;
        Url = url;
        AccessToken = accessToken;
    }

    /// <summary>What to give a provider as its <c>apiUrl</c>.</summary>
    public Uri Url { get; }

    /// <summary>The token of the login that the cloud was started with, an admin of all its organizations.</summary>
    public string AccessToken { get; }

    /// <summary>The data, to look at and to change behind the callers' backs.</summary>
    public CloudState State => _app.Services.GetRequiredService<CloudState>();

    /// <summary>What the cloud was asked.</summary>
    public RequestLog Requests => _app.Services.GetRequiredService<RequestLog>();

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults => _app.Services.GetRequiredService<FaultPlan>();

    /// <summary>Starts serving on 127.0.0.1.</summary>
    /// <exception cref="IOException">The port is taken, or the data file cannot be written.</exception>
    /// <exception cref="InvalidDataException">The data file holds something else.</exception>
    public static async Task<EmulatedCloud> StartAsync(EmulatedCloudOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokenPageLimit, 1);
        var accessToken = options.AccessToken ?? TokenValue.New();
        var app = Build(options, accessToken);
        try
        {
            await app.StartAsync(cancellationToken);
            var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
            return new EmulatedCloud(app, new Uri(addresses.Addresses.Single()), accessToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a personal access token for a login; what it may do is what its owner may. Returns its value.</summary>
    public string IssueToken(string login)
    {
        var value = TokenValue.New();
        State.Change(data => data with { PersonalTokens = data.PersonalTokens.SetItem(TokenValue.Hash(value), login) });
        return value;
    }

    /// <summary>Refuses connections from now on, for that time.</summary>
    public Task ShutAsync(TimeSpan duration) => _app.Services.GetRequiredService<Door>().ShutAsync(duration);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(EmulatedCloudOptions options, string accessToken)
    {
        // The empty builder: no settings from files or the environment, and nothing written to the console.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });

        var file = options.DataFile is null ? null : new CloudFile(options.DataFile);
        var services = builder.Services;
        services.AddRouting();
        services.AddSingleton<IHostLifetime, OwnedLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services.AddSingleton(options);
        services.AddSingleton(new StartingToken(TokenValue.Hash(accessToken), options.Login));
        services.AddSingleton(new UserDirectory(options.Users, options.UnknownUsers));
        services.AddSingleton(new CloudState(Seed.Complete(file?.Load() ?? new CloudData(), options), file));
        services.AddSingleton(new RequestLog(options.Clock));
        services.AddSingleton(options.Clock);
        services.AddSingleton(new FaultPlan { Latency = options.Latency });
        services.AddSingleton(provider => new Door(ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), options.Clock));
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<Door>());
        services.AddSingleton<IEndpoints, UserEndpoints>();
        services.AddSingleton<IEndpoints, MembersEndpoints>();
        services.AddSingleton<IEndpoints, TokensEndpoints>();
        services.AddSingleton<IEndpoints, TeamsEndpoints>();
        services.AddSingleton<IEndpoints, WebhooksEndpoints>();
        services.AddSingleton<IEndpoints, RolesEndpoints>();

        var app = builder.Build();
        app.UseMiddleware<RequestRecording>()
            .UseMiddleware<FaultInjection>()
            .UseMiddleware<FailureAnswers>()
            .UseMiddleware<Authentication>();
        foreach (var endpoints in app.Services.GetServices<IEndpoints>())
        {
            endpoints.Map(app);
        }

        return app;
    }

    /// <summary>Leaves Ctrl-C and the like to the program that the cloud runs in.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
