using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>The file in which the cloud's data outlives the process. It holds neither token values nor the secrets of webhooks.</summary>
internal sealed class CloudFile(string path)
{
    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
        Converters = { new StringEnumConverter(new KebabCaseNamingStrategy()) },
        NullValueHandling = NullValueHandling.Ignore,
        Formatting = Formatting.Indented,
        // A member that this version does not know would be lost with the next write.
        MissingMemberHandling = MissingMemberHandling.Error,
    };

    private readonly string _path = Path.GetFullPath(path);

    /// <summary>What was saved last; null when there is no file yet.</summary>
    /// <exception cref="InvalidDataException">The file is not one of ours.</exception>
    public CloudData? Load()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            return JsonConvert.DeserializeObject<CloudData>(File.ReadAllText(_path), Settings)
                ?? throw new InvalidDataException($"'{_path}' is empty: remove it, or name another data file.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{_path}' does not hold an emulated cloud: remove it, or name another data file.", e);
        }
    }

    /// <summary>Replaces the file as a whole, so that a crash leaves the old or the new one and nothing between.</summary>
    public void Save(CloudData data)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var unfinished = $"{_path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(unfinished, JsonConvert.SerializeObject(data, Settings));
        File.Move(unfinished, _path, overwrite: true);
    }
}

/// <summary>Brings what a data file held up to what the cloud was told to start with.</summary>
internal static class Seed
{
    public static CloudData Complete(CloudData data, EmulatedCloudOptions options) => options.Organizations.Aggregate(
        data,
        (before, name) =>
        {
            var organization = before.Organizations.GetValueOrDefault(name) ?? Found(name, options);
            return before with { Organizations = before.Organizations.SetItem(organization.Name, WithCaller(organization, options)) };
        });

    private static Organization Found(string name, EmulatedCloudOptions options) => options.Members.Aggregate(
        new Organization
        {
            Name = name,
            GitHubBacked = options.GitHubBacked,
            Stacks = options.Stacks is { } stacks ? [.. stacks] : null,
            Environments = options.Environments is { } environments ? [.. environments] : null,
            Roles = options.Roles.ToImmutableSortedDictionary(static role => role.Id, static role => role, StringComparer.Ordinal),
        },
        (organization, member) => organization.WithMember(
            member.Created == default ? member with { Created = options.Clock.GetUtcNow() } : member));

    // Also when the file was made with another login: nobody could do anything with the organization otherwise.
    private static Organization WithCaller(Organization organization, EmulatedCloudOptions options) =>
        organization.TryFindMember(options.Login, out _)
            ? organization
            : organization.WithMember(new Member
            {
                Login = options.Login,
                Role = OrganizationRole.Admin,
                Created = options.Clock.GetUtcNow(),
            });
}
