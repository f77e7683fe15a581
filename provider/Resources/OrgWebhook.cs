using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[EnumType("The form in which a webhook delivers events.")]
public static class WebhookFormat
{
    [EnumValue("JSON as Pulumi Cloud writes it.")]
    public const string Raw = "raw";

    [EnumValue("A message for Slack.")]
    public const string Slack = "slack";

    [EnumValue("A message for Microsoft Teams.")]
    public const string MsTeams = "ms_teams";
}

[Resource("OrgWebhook", "organization/name", "A webhook of an organization: it tells another service what happens in the organization's " +
    "stacks, deployments and environments. Give neither `filters` nor `groups`, and it delivers all events.")]
public sealed class OrgWebhook(ICloud cloud) : Resource<OrgWebhook.Args, OrgWebhook.State>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("The webhook's name, unique in the organization. Upper and lower case are the same. Default: made from the resource's name.", Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase, Autonamed(100)]
        public string Name { get; init; } = "";

        [Input("The name that people see.", Required = true)]
        [NotBlank]
        public string DisplayName { get; init; } = "";

        [Input("Where events are delivered: an https or http URL.", Required = true)]
        [WebUrl]
        public string PayloadUrl { get; init; } = "";

        [Input("Whether events are delivered.", Default = true)]
        public bool Active { get; init; } = true;

        [Input("The form in which events are delivered.", Default = WebhookFormat.Raw)]
        [OneOf(typeof(WebhookFormat))]
        public string Format { get; init; } = WebhookFormat.Raw;

        [Input("The types of events to deliver, such as `stack_created` or `update_failed`. Default: none by type.", Default = new string[] { })]
        [NotBlank, Unordered]
        public IReadOnlyList<string> Filters { get; init; } = [];

        [Input("The groups of events to deliver, such as `stacks` or `deployments`. Default: none by group.", Default = new string[] { })]
        [NotBlank, Unordered]
        public IReadOnlyList<string> Groups { get; init; } = [];

        [Input("The key that deliveries are signed with, so that the receiver can tell that they are Pulumi Cloud's. The service never " +
            "tells it again. Default: deliveries are not signed; a secret found by an import is left alone.", Secret = true,
            WhenAbsent = Absence.ThereIsNone)]
        [NotBlank]
        public string? Secret { get; init; }
    }

    public sealed record State : Args
    {
        [Output("Whether deliveries are signed.")]
        public bool HasSecret { get; init; }
    }

    private static readonly PropertyName GroupsInput = PropertyName.Of<Args>(static args => args.Groups);
    private static readonly PropertyName SecretInput = PropertyName.Of<Args>(static args => args.Secret);

    protected override void Refine(DiffDraft<Args, State> draft)
    {
        var (state, inputs) = (draft.State, draft.Inputs);
        if (inputs is { Filters: [], Groups: [] } && state.Filters is [] && Webhook.DefaultGroups.All(state.Groups.Contains))
        {
            draft.Changes.Remove(GroupsInput);
        }

        // Which secret an imported webhook has, nobody can know: the program's is believed to be it until it changes.
        if (state is { HasSecret: true, Secret: null } && draft.Changes.GetValueOrDefault(SecretInput) is { Kind: not ChangeKind.Update })
        {
            draft.Changes.Remove(SecretInput);
        }

        if (!state.HasSecret && inputs.Secret is not null && !draft.IsIgnored(SecretInput))
        {
            draft.Changes[SecretInput] = new PropertyChange(ChangeKind.Add, Replaces: false, AgainstInputs: false);
        }
    }

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        var id = $"{inputs.Organization}/{inputs.Name}";
        var importCommand = context.ImportCommand(id);
        try
        {
            var webhook = await cloud.Webhooks
                .CreateAsync(inputs.Organization, inputs.Name, SettingsOf(inputs, inputs.Secret), cancellationToken);
            return Observe(new State { Organization = inputs.Organization, Name = inputs.Name, Secret = inputs.Secret }, webhook);
        }
        catch (CloudException failure) when (failure is { Reason: CloudFailure.Conflict, MayHaveHappened: false })
        {
            // An engine that replaces a webhook by itself makes the new one first.
            if (context.Deployment.MayTakeOver(context, id)
                && await cloud.Webhooks.FindAsync(inputs.Organization, inputs.Name, cancellationToken) is { } own)
            {
                var state = Observe(new State { Organization = inputs.Organization, Name = inputs.Name }, own);
                return await UpdateAsync(context, state, inputs, cancellationToken);
            }

            throw new ResourceException(
                $"{failure.Message}: a webhook of that name exists in '{inputs.Organization}'. To manage it here, run `{importCommand}`, " +
                "or choose another name.",
                failure);
        }
        catch (CloudException failure) when (failure.MayHaveHappened)
        {
            throw new ResourceException(
                $"{failure.Message}: the webhook may have been made. If it exists, take it over with `{importCommand}`; if not, run the deployment again.",
                failure);
        }
    }

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) =>
        await cloud.Webhooks.FindAsync(last.Organization, last.Name, cancellationToken) is { } webhook
            ? Observe(last, webhook)
            : null;

    protected override async Task<State> UpdateAsync(ResourceContext context, State state, Args inputs, CancellationToken cancellationToken)
    {
        var secret = inputs.Secret == state.Secret ? null : inputs.Secret ?? "";
        var webhook = await cloud.Webhooks
            .UpdateAsync(state.Organization, state.Name, SettingsOf(inputs, secret), cancellationToken);
        return secret is "" && webhook.HasSecret
            ? throw new PartialFailureException<State>(Observe(state, webhook), new ResourceException(
                $"the service kept the secret of webhook '{state.Name}' of '{state.Organization}', though it was to be taken away; " +
                "give another one, or take the webhook out of the program for one deployment and make it anew with the next"))
            : Observe(state with { Secret = inputs.Secret }, webhook);
    }

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) => cloud.UnlessGoneAsync(
        state.Organization, cloud.Webhooks.DeleteAsync(state.Organization, state.Name, cancellationToken), cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.Webhooks.ListAsync(query.Organization, cancellationToken))
            .Select(webhook => new ListedResource($"{query.Organization}/{webhook.Name}", webhook.DisplayName));

    private static WebhookSettings SettingsOf(Args inputs, string? secret) => new()
    {
        DisplayName = inputs.DisplayName,
        PayloadUrl = inputs.PayloadUrl,
        Active = inputs.Active,
        Format = inputs.Format,
        Filters = inputs.Filters,
        Groups = inputs.Groups,
        Secret = secret,
    };

    private static State Observe(State last, Webhook webhook) => last with
    {
        DisplayName = webhook.DisplayName,
        PayloadUrl = webhook.PayloadUrl,
        Active = webhook.Active,
        Format = webhook.Format,
        Filters = webhook.Filters,
        Groups = webhook.Groups,
        Secret = webhook.HasSecret ? last.Secret : null,
        HasSecret = webhook.HasSecret,
    };
}
