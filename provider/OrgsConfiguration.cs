using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider;

/// <summary>The provider's configuration: which cloud, which access token, which organization by default.</summary>
/// <param name="environment">Reads a variable of the environment; null when it is not set.</param>
/// <param name="connect">Makes a client of the cloud.</param>
internal sealed class OrgsConfiguration(Func<string, string?> environment, Func<CloudOptions, CloudClient> connect)
    : ProviderConfiguration<OrgsConfiguration.Args>, ICloud, IRemovalPolicy, IDisposable
{
    private const string DefaultApiUrl = "https://api.pulumi.com";

    private static readonly PropertyName AccessTokenInput = PropertyName.Of<Args>(static args => args.AccessToken);
    private static readonly PropertyName ApiUrlInput = PropertyName.Of<Args>(static args => args.ApiUrl);

    private CloudClient? _client;

    public bool IsKnown => _client is not null;

    public long? MaxRemovals { get; private set; }

    public bool AllowMassRemoval { get; private set; }

    public IMembersClient Members => Client.Members;

    public DateTimeOffset? ServerTimeAt(long timestamp) => Client.ServerTimeAt(timestamp);

    public IOrgTokensClient OrgTokens => Client.OrgTokens;

    public IRolesClient Roles => Client.Roles;

    public ITeamTokensClient TeamTokens => Client.TeamTokens;

    public ITeamsClient Teams => Client.Teams;

    public IUsersClient Users => Client.Users;

    public IWebhooksClient Webhooks => Client.Webhooks;

    private CloudClient Client => _client ?? throw new ResourceException(
        "the provider's configuration is not known yet, so nothing can be read or written; it becomes known when what it is made of is deployed");

    protected override void Refine(DiffQuery query, Dictionary<string, PropertyChange> changes)
    {
        if (changes.ContainsKey(ApiUrlInput)
            && AddressOf(query.State.Find(ApiUrlInput) ?? query.OldInputs.Find(ApiUrlInput)) is { } old && AddressOf(query.Inputs.Find(ApiUrlInput)) == old)
        {
            changes.Remove(ApiUrlInput);
        }
    }

    protected override void Take(Args settings)
    {
        // Not disposed: calls of the last run may still be using it. Nobody refers to it after them.
        _client = null;
        if (Current.Find(AccessTokenInput)?.IsUnknown == true || Current.Find(ApiUrlInput)?.IsUnknown == true)
        {
            return;
        }

        (MaxRemovals, AllowMassRemoval) = (settings.MaxRemovals, settings.AllowMassRemoval == true);
        var apiUrl = new Uri(settings.ApiUrl ?? ApiUrlOfEnvironment() ?? DefaultApiUrl);
        var accessToken = settings.AccessToken ?? AccessTokenOfEnvironment() ?? AccessTokenOfLogin(apiUrl) ?? throw new MissingConfigurationException(
            "orgs:accessToken",
            $"no access token for {apiUrl.GetLeftPart(UriPartial.Authority)}. Looked at the provider's accessToken, at the environment " +
            "variable PULUMI_ACCESS_TOKEN " +
            $"and for a login in {CredentialsFile()}. Set it with `pulumi config set --secret orgs:accessToken`, or run `pulumi login`.");
        Scope = apiUrl.GetLeftPart(UriPartial.Path);
        _client = connect(new CloudOptions { ApiUrl = apiUrl, AccessToken = accessToken });
    }

    public void Dispose() => _client?.Dispose();

    /// <summary>What requests go to, whichever way the URL is written; null when that is not known or cannot be.</summary>
    private string? AddressOf(PropertyValue? apiUrl)
    {
        try
        {
            return apiUrl is null ? CloudConnection.AddressOf(new Uri(ApiUrlOfEnvironment() ?? DefaultApiUrl))
                : apiUrl.Unwrap() is StringValue { Value: var text } && new CloudUrlAttribute().Fault(text) is null ? CloudConnection.AddressOf(new Uri(text))
                : null;
        }
        catch (ResourceException)
        {
            return null;
        }
    }

    private string? NonEmpty(string variable) => environment(variable) is { Length: > 0 } value ? value : null;

    private string? ApiUrlOfEnvironment()
    {
        foreach (var variable in (ReadOnlySpan<string>)["PULUMI_BACKEND_URL", "PULUMI_API"])
        {
            // A backend may as well be a bucket or a folder; then it holds the state and says nothing of the cloud.
            if (NonEmpty(variable) is not { } value || (value.Contains("://", StringComparison.Ordinal)
                && !value.StartsWith("http", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            return new CloudUrlAttribute().Fault(value) is { } fault
                ? throw new ResourceException($"the environment variable {variable} {fault}")
                : value;
        }

        return null;
    }

    private string? AccessTokenOfEnvironment()
    {
        const string variable = "PULUMI_ACCESS_TOKEN";
        var token = NonEmpty(variable);
        return token is not null && new AccessTokenAttribute().Fault(token) is { } fault
            ? throw new ResourceException($"the environment variable {variable} {fault}")
            : token;
    }

    // What `pulumi login` wrote. A file that cannot be read is as good as none: the message then names it.
    private string? AccessTokenOfLogin(Uri apiUrl)
    {
        try
        {
            var credentials = JObject.Parse(File.ReadAllText(CredentialsFile()));
            var logins = (credentials["accessTokens"] as JObject)?.Properties() ?? [];
            return logins
                .Where(login => Uri.TryCreate(login.Name, UriKind.Absolute, out var url) && Uri.Compare(
                    url, apiUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0)
                .Select(static login => login.Value.Type == JTokenType.String ? (string?)login.Value : null)
                .FirstOrDefault(static token => token is not null && new AccessTokenAttribute().Fault(token) is null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string CredentialsFile() => Path.Combine(
        NonEmpty("PULUMI_CREDENTIALS_PATH")
            ?? NonEmpty("PULUMI_HOME")
            ?? Path.Combine(NonEmpty("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi"),
        "credentials.json");

    internal sealed record Args
    {
        [Input("The access token for Pulumi Cloud. Default: the environment variable `PULUMI_ACCESS_TOKEN`, else the login of the Pulumi " +
            "CLI.", Secret = true, WhenAbsent = Absence.ThereIsNone)]
        [AccessToken]
        public string? AccessToken { get; init; }

        [Input("The URL of Pulumi Cloud's API: https, or http to this machine. Default: the environment variable `PULUMI_BACKEND_URL`, " +
            "else `PULUMI_API`, else `https://api.pulumi.com`.", WhenAbsent = Absence.ThereIsNone, Replaces = true)]
        [CloudUrl]
        public string? ApiUrl { get; init; }

        [Input("The organization of every resource that names none.", WhenAbsent = Absence.ThereIsNone)]
        [PathSegment, MaxLength(100)]
        public string? Organization { get; init; }

        [Input("The most people that one deployment removes from one organization. The first removal beyond it is refused, and with it " +
            "all further ones. People whom the program declares under another name, and those who are gone already, do not count; " +
            "demotions do not either. Default: a quarter of the organization's members before the first removal, but at least 5; without " +
            "limit for an organization of up to 10.", WhenAbsent = Absence.ThereIsNone)]
        [NotNegative]
        public long? MaxRemovals { get; init; }

        [Input("Whether a deployment may remove any number of people, whatever `maxRemovals` says. A destroy goes by the settings of the " +
            "last deployment before it. Default: false.", WhenAbsent = Absence.ThereIsNone)]
        public bool? AllowMassRemoval { get; init; }
    }

    /// <summary>A number that is zero or more.</summary>
    private sealed class NotNegativeAttribute : RuleAttribute
    {
        public override string? Fault(object value) => value is < 0L ? $"is {value}; give zero or more" : null;
    }

    /// <summary>A text that can be an access token. What is wrong with it is said without showing it.</summary>
    private sealed class AccessTokenAttribute : RuleAttribute
    {
        public override string? Fault(object value) => value is string text && (text.Length == 0 || !text.All(static c => c is > ' ' and < '\x7f'))
            ? "is no access token: such a one is printable ASCII text without spaces"
            : null;
    }

    /// <summary>An address that an access token may be sent to.</summary>
    private sealed class CloudUrlAttribute : RuleAttribute
    {
        public override string? Fault(object value) => value switch
        {
            string text when !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0 =>
                $"'{text}' is no URL of an API; give one such as '{DefaultApiUrl}'",
            string text when new Uri(text) is { UserInfo.Length: > 0 } => "has a user or password in it; give the URL alone, and the token as accessToken",
            string text when new Uri(text) is { Scheme: "http", IsLoopback: false } =>
                $"'{text}' would send the access token unencrypted to another machine; use https",
            _ => null,
        };
    }
}
