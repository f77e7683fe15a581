using YamlDotNet.Core;

namespace Pulumi.Orgs;

/// <summary>A part of a YAML document, and where it begins.</summary>
/// <param name="Place">Where.</param>
/// <param name="Size">How many parts it has, itself and what aliases repeat in it included.</param>
internal abstract record Node(Mark Place, long Size);

/// <summary>A text, or nothing.</summary>
internal sealed record TextNode(Mark Place, string Text, bool IsNothing) : Node(Place, 1);

internal sealed record ListNode(Mark Place, long Size, IReadOnlyList<Node> Items) : Node(Place, Size);

/// <summary>A mapping as it is written: a key may stand in it twice.</summary>
internal sealed record MappingNode(Mark Place, long Size, IReadOnlyList<(Node Key, Node Value)> Entries) : Node(Place, Size);
