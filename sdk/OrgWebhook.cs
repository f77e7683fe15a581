using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>
/// A webhook of an organization: it tells another service what happens in the organization's stacks, deployments and environments. Give
/// neither <c>filters</c> nor <c>groups</c>, and it delivers all events.
/// </summary>
[OrgsResourceType("orgs:index:OrgWebhook")]
public partial class OrgWebhook : global::Pulumi.CustomResource
{
    /// <summary>The organization's name. Default: the provider's <c>organization</c>.</summary>
    [Output("organization")]
    public Output<string> Organization { get; private set; } = null!;

    /// <summary>The webhook's name, unique in the organization. Upper and lower case are the same.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>The name that people see.</summary>
    [Output("displayName")]
    public Output<string> DisplayName { get; private set; } = null!;

    /// <summary>Where events are delivered: an https or http URL.</summary>
    [Output("payloadUrl")]
    public Output<string> PayloadUrl { get; private set; } = null!;

    /// <summary>Whether events are delivered.</summary>
    [Output("active")]
    public Output<bool> Active { get; private set; } = null!;

    /// <summary>The form in which events are delivered.</summary>
    [Output("format")]
    public Output<string> Format { get; private set; } = null!;

    /// <summary>
    /// The types of events to deliver, such as <c>stack_created</c> or <c>update_failed</c>. Default: none by type.
    /// </summary>
    [Output("filters")]
    public Output<ImmutableArray<string>> Filters { get; private set; } = null!;

    /// <summary>The groups of events to deliver, such as <c>stacks</c> or <c>deployments</c>. Default: none by group.</summary>
    [Output("groups")]
    public Output<ImmutableArray<string>> Groups { get; private set; } = null!;

    /// <summary>
    /// The key that deliveries are signed with, so that the receiver can tell that they are Pulumi Cloud's. The service never tells it
    /// again. Default: deliveries are not signed; a secret found by an import is left alone.
    /// </summary>
    [Output("secret")]
    public Output<string?> Secret { get; private set; } = null!;

    /// <summary>Whether deliveries are signed.</summary>
    [Output("hasSecret")]
    public Output<bool> HasSecret { get; private set; } = null!;

    /// <summary>Declares a resource of this kind.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="args">The arguments of the resource.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public OrgWebhook(string name, OrgWebhookArgs args, CustomResourceOptions? options = null)
        : base("orgs:index:OrgWebhook", name, args ?? new OrgWebhookArgs(), MakeResourceOptions(options, null))
    {
    }

    private OrgWebhook(string name, Input<string> id, CustomResourceOptions? options = null)
        : base("orgs:index:OrgWebhook", name, null, MakeResourceOptions(options, id))
    {
    }

    /// <summary>Reads a resource that exists already, without managing it.</summary>
    /// <param name="name">The unique name of the resource in the program.</param>
    /// <param name="id">The id of the resource: <c>organization/name</c>.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public static OrgWebhook Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, id, options);

    private static CustomResourceOptions MakeResourceOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var merged = CustomResourceOptions.Merge(
            new CustomResourceOptions
            {
                Version = Utilities.Version,
                AdditionalSecretOutputs = { "secret" },
            },
            options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}
