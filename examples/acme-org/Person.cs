namespace AcmeOrg;

/// <summary>A person of the roster.</summary>
public sealed record Person
{
    private const string Admin = "admin";
    private const string Member = "member";

    /// <summary>The login at Pulumi Cloud; capitals make no difference there, and none here.</summary>
    public string Login { get; init => field = value.ToLowerInvariant(); } = "";

    public string Role { get; init; } = Member;

    public bool IsAdmin => Role == Admin;

    public IEnumerable<string> Problems(string entry)
    {
        if (Login.Length == 0)
        {
            yield return $"{entry}: a person needs a login";
        }

        if (Role is not (Admin or Member))
        {
            yield return $"{entry} ({Login}): unknown role '{Role}', use {Member} or {Admin}";
        }
    }
}
