namespace Pulumi.Orgs;

/// <summary>The arguments of an <see cref="OrgWebhook"/>.</summary>
public sealed class OrgWebhookArgs : global::Pulumi.ResourceArgs
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Input("organization")]
    public Input<string>? Organization { get; set; }

    /// <summary>The webhook's name, unique in the organization. Upper and lower case are the same.</summary>
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    /// <summary>The name that people see.</summary>
    [Input("displayName", required: true)]
    public Input<string> DisplayName { get; set; } = null!;

    /// <summary>Where events are delivered: an https or http URL.</summary>
    [Input("payloadUrl", required: true)]
    public Input<string> PayloadUrl { get; set; } = null!;

    /// <summary>Whether events are delivered.</summary>
    [Input("active")]
    public Input<bool>? Active { get; set; }

    /// <summary>The form in which events are delivered.</summary>
    [Input("format")]
    public Input<WebhookFormat>? Format { get; set; }

    [Input("filters")]
    private InputList<string>? _filters;

    /// <summary>
    /// The types of events to deliver, such as <c>stack_created</c> or <c>update_failed</c>. Default: none by type.
    /// </summary>
    public InputList<string> Filters
    {
        get => _filters ??= [];
        set => _filters = value;
    }

    [Input("groups")]
    private InputList<string>? _groups;

    /// <summary>The groups of events to deliver, such as <c>stacks</c> or <c>deployments</c>. Default: none by group.</summary>
    public InputList<string> Groups
    {
        get => _groups ??= [];
        set => _groups = value;
    }

    [Input("secret")]
    private Input<string>? _secret;

    /// <summary>
    /// The key that deliveries are signed with, so that the receiver can tell that they are Pulumi Cloud's. The service never tells it
    /// again. Default: deliveries are not signed; a secret found by an import is left alone.
    /// </summary>
    public Input<string>? Secret
    {
        get => _secret;
        set
        {
            // Secret however it was given, so that it is encrypted wherever the engine keeps it.
            _secret = value is null ? null : (Input<string>)Output.CreateSecret(value.ToOutput());
        }
    }

    /// <summary>Starts with the defaults.</summary>
    public OrgWebhookArgs()
    {
        Active = true;
        Format = global::Pulumi.Orgs.WebhookFormat.Raw;
    }

    /// <summary>Arguments with nothing but the defaults.</summary>
    public static new OrgWebhookArgs Empty => new();
}
