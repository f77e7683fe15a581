namespace Pulumi;

/// <summary>Works out the URNs that aliases stand for.</summary>
internal static class AliasResolver
{
    /// <summary>The URN that an alias of a resource stands for: what it leaves out is as the resource has it now.</summary>
    public static Output<string> ToUrn(Input<Alias> alias, string name, string type, Resource? parent) => alias.Apply(given =>
    {
        if (given.Urn is not null)
        {
            var isAlone = (given.Name, given.Type, given.Stack, given.Project, given.Parent, given.ParentUrn, given.NoParent)
                is (null, null, null, null, null, null, false);
            return isAlone
                ? Output.Create(given.Urn)
                : throw new RunException($"An alias of {name} gives a whole URN and parts of one besides; it takes one or the other.");
        }

        if ((given.Parent is null ? 0 : 1) + (given.ParentUrn is null ? 0 : 1) + (given.NoParent ? 1 : 0) > 1)
        {
            throw new RunException($"An alias of {name} says more than one of Parent, ParentUrn and NoParent.");
        }

        var keepsParent = given is { Parent: null, ParentUrn: null, NoParent: false };
        return Urn.Create(
            given.Name ?? name, given.Type ?? type, keepsParent ? parent : given.Parent, given.ParentUrn, given.Project, given.Stack);
    });

    /// <summary>
    /// All URNs that a resource had before, those through its parent's former URNs included. For engines that do not work them
    /// out themselves.
    /// </summary>
    public static IEnumerable<Output<string>> AllUrns(Resource resource, Resource? parent)
    {
        foreach (var alias in resource.Aliases)
        {
            yield return alias;
        }

        foreach (var parentAlias in parent?.Aliases ?? [])
        {
            yield return Inherit(Output.Create(resource.GetResourceName()), Output.Create(resource.GetResourceType()));
            foreach (var alias in resource.Aliases)
            {
                yield return Inherit(alias.Apply(Urn.NameOf), alias.Apply(Urn.TypeOf));
            }

            Output<string> Inherit(Output<string> name, Output<string> type) => Urn.Create(
                Output.Tuple(name, parentAlias).Apply(pair => NameUnder(parent!.GetResourceName(), pair.Item1, pair.Item2)),
                type,
                parentUrn: parentAlias);
        }
    }

    public static async Task<Pulumirpc.Alias> ToWireAsync(Alias alias)
    {
        if (alias.Urn is not null)
        {
            return new Pulumirpc.Alias { Urn = alias.Urn };
        }

        var spec = new Pulumirpc.Alias.Types.Spec
        {
            Name = await TextAsync(alias.Name).ConfigureAwait(false),
            Type = await TextAsync(alias.Type).ConfigureAwait(false),
            Stack = await TextAsync(alias.Stack).ConfigureAwait(false),
            Project = await TextAsync(alias.Project).ConfigureAwait(false),
        };
        var parentUrn = alias.Parent is { } parent ? (Input<string>)parent.Urn : alias.ParentUrn;
        if (parentUrn is null)
        {
            // False is "as now".
            spec.NoParent = alias.NoParent;
        }
        else if (await TextAsync(parentUrn).ConfigureAwait(false) is { Length: > 0 } urn)
        {
            spec.ParentUrn = urn;
        }

        return new Pulumirpc.Alias { Spec = spec };
    }

    // By custom a child is named after its parent, as in "web-role": its former name then began with the parent's former name.
    private static string NameUnder(string parentName, string childName, string parentAlias) =>
        childName.StartsWith(parentName, StringComparison.Ordinal)
            ? Urn.NameOf(parentAlias) + childName[parentName.Length..]
            : childName;

    private static async Task<string> TextAsync(Input<string>? text) => text is null
        ? ""
        : await text.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);
}
