using Pulumi;
using Pulumi.Orgs;

namespace Policy;

/// <summary>The company: its people, and what its teams are about.</summary>
public static class Company
{
    /// <summary>Declares everything.</summary>
    /// <param name="webhookSecret">What deliveries to the company's own service are signed with.</param>
    /// <returns>The stack's outputs.</returns>
    public static IDictionary<string, object?> Declare(Input<string> webhookSecret)
    {
        var ada = Person("ada", OrgRole.Admin);
        var grace = Person("grace", OrgRole.Admin);
        var bob = Person("bob");
        var cleo = Person("cleo");
        var dan = Person("dan");

        // A new team is one more of these; what it gets is not a matter of who writes it down.
        ProductTeam[] teams =
        [
            new("shop", new()
            {
                About = "What customers see",
                Leads = { ada.Username },
                Members = { bob.Username, cleo.Username },
                Stacks = ["shop/dev", "shop/prod"],
                WebhookSecret = webhookSecret,
            }),
            new("billing", new()
            {
                About = "What customers pay",
                Leads = { grace.Username },
                Members = { dan.Username },
                Stacks = ["billing/dev", "billing/prod", "ledger/prod"],
                WebhookSecret = webhookSecret,
            }),
        ];

        return new Dictionary<string, object?>
        {
            ["ciTokens"] = teams.ToDictionary(static team => team.GetResourceName(), static team => team.CiToken),
        };
    }

    // Whoever is in the organization already is taken over.
    private static OrgMember Person(string login, OrgRole? role = null) =>
        new(login, new() { Username = login, Role = role ?? OrgRole.Member, Adopt = true });
}
