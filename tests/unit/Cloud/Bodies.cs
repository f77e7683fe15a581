namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>Answers of the API, as its description has them.</summary>
public static class Bodies
{
    public static string Member(string login, string role = "member", string name = "A Person", string roleId = "r1", string? roleName = null) =>
        $$$"""
        {"role":"{{{role}}}","user":{"name":"{{{name}}}","githubLogin":"{{{login}}}","avatarUrl":"https://pics.test/{{{login}}}","email":"{{{login}}}@acme.test"},
        "created":"2024-01-02T03:04:05Z","knownToPulumi":true,"virtualAdmin":false,"fgaRole":{"id":"{{{roleId}}}","name":"{{{roleName ?? role.Replace('-', ' ')}}}","modifiedAt":"2024-01-02T03:04:05Z"}}
        """;

    public static string Members(params string[] members) => Page("members", null, members);

    public static string Token(string id, string name = "ci", string created = "2024-01-02T03:04:05Z", long expires = 0, string role = "null") =>
        $$"""
        {"id":"{{id}}","name":"{{name}}","description":"for CI","created":"{{created}}","lastUsed":1700000000,"expires":{{expires}},
        "admin":true,"createdBy":"alice","role":{{role}}}
        """;

    public static string Tokens(params string[] tokens) => Page("tokens", null, tokens);

    public static string Team(string name, params string[] logins) =>
        $$"""
        {"kind":"pulumi","name":"{{name}}","displayName":"The {{name}}s","description":"builds things",
        "members":[{{string.Join(',', logins.Select(TeamMember))}}],"userRole":"admin"}
        """;

    public static string Webhook(string name, string format = "slack") =>
        $$"""
        {"organizationName":"acme","name":"{{name}}","displayName":"Chat","payloadUrl":"https://chat.test/in","active":true,"format":"{{format}}",
        "filters":["stack_created"],"groups":["stacks"],"hasSecret":true,"secretCiphertext":"AAABBB"}
        """;

    public static string Page(string field, string? continuationToken, params string[] items) =>
        $$"""{"{{field}}":[{{string.Join(',', items)}}]{{(continuationToken is null ? "" : $",\"continuationToken\":\"{continuationToken}\"")}}}""";

    private static string TeamMember(string login) =>
        $$"""{"name":"A Person","githubLogin":"{{login}}","avatarUrl":"https://pics.test/{{login}}","role":"member"}""";
}
