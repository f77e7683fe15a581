using System.Collections.Immutable;
using PulumiOrgs.Protocol;

namespace Pulumi.Serialization;

/// <summary>Properties ready for the wire, and the resources that each of them comes from.</summary>
internal sealed record WrittenProperties(PropertyMap Values, IReadOnlyDictionary<string, ImmutableHashSet<Resource>> Dependencies);
