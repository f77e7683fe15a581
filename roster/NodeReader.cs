using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pulumi.Orgs;

/// <summary>
/// Makes nodes of YAML, or of JSON, which is YAML too. It takes the parser's events one by one: so whatever a text holds ends in bounded
/// time and memory, and nothing needs reflection, which ahead-of-time compilation would cut away.
/// </summary>
internal sealed class NodeReader
{
    // A roster needs four levels.
    private const int MaxDepth = 16;

    // A list of a thousand people that a thousand teams share.
    private const int MaxRepeated = 1_000_000;

    private readonly string _source;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, Node> _anchors = [];
    private readonly Stack<ParsingEvent> _open = [];
    private long _repeated;

    private NodeReader(string source, string text)
    {
        _source = source;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <summary>The root; null when there is nothing in the text.</summary>
    /// <exception cref="RosterException">The text is no YAML, is several documents, or has no end.</exception>
    public static Node? Read(string source, string text)
    {
        RefuseWhatIsNoText(source, text);
        return new NodeReader(source, text).Document();
    }

    // The parser takes U+0000 for the end of the file, and U+0085, U+2028 and U+2029 for line breaks, which they are not to JSON.
    private static void RefuseWhatIsNoText(string source, string text)
    {
        var (line, column) = (1, 1);
        var isWellFormed = Printable.IsWellFormed(text);
        for (var place = 0; place < text.Length; place++)
        {
            var letter = text[place];
            if (letter is not ('\t' or '\n' or '\r') && (char.IsControl(letter) || letter is '\u2028' or '\u2029'))
            {
                throw Refused(source, line, column, string.Create(
                    CultureInfo.InvariantCulture, $"has the character U+{(int)letter:X4}; where it is meant, write it as \"\\u{(int)letter:x4}\""));
            }

            if (!isWellFormed && Printable.LoneSurrogate(text.AsSpan(place, Math.Min(2, text.Length - place))) == 0)
            {
                throw Refused(source, line, column, "is not well-formed text: half a character is here");
            }

            (line, column) = letter == '\n' || (letter == '\r' && (place + 1 == text.Length || text[place + 1] != '\n'))
                ? (line + 1, 1)
                : (line, column + 1);
            place += char.IsHighSurrogate(letter) ? 1 : 0;
        }
    }

    private static RosterException Refused(string source, long line, long column, string message) =>
        new([new RosterProblem(source, (int)line, (int)column, "", message)]);

    private Node? Document()
    {
        Take<StreamStart>();
        if (IsNext<StreamEnd>())
        {
            return null;
        }

        Take<DocumentStart>();
        var root = ReadNode(1);
        Take<DocumentEnd>();
        return IsNext<StreamEnd>()
            ? root
            : throw Refused(Next().Start, "a second document starts here; a roster is one document");
    }

    private Node ReadNode(int depth)
    {
        var start = Next();
        if (depth > MaxDepth)
        {
            throw Refused(start.Start, $"is nested more than {MaxDepth} levels deep; a roster has four");
        }

        Take<ParsingEvent>();
        switch (start)
        {
            case AnchorAlias alias:
                return Repeat(alias);
            case Scalar scalar:
                return Named(scalar, new TextNode(scalar.Start, scalar.Value, IsNothing(scalar)));
            case SequenceStart:
                {
                    List<Node> items = [];
                    ReadUntil<SequenceEnd>(start, () => items.Add(ReadNode(depth + 1)));
                    return Named((NodeEvent)start, new ListNode(start.Start, 1 + items.Sum(static item => item.Size), items));
                }

            case MappingStart:
                {
                    List<(Node Key, Node Value)> entries = [];
                    ReadUntil<MappingEnd>(start, () => entries.Add((ReadNode(depth + 1), ReadNode(depth + 1))));
                    return Named((NodeEvent)start, new MappingNode(start.Start, 1 + entries.Sum(static entry => entry.Key.Size + entry.Value.Size), entries));
                }

            default:
                throw Unreadable(start.Start, "something else was expected here");
        }
    }

    private void ReadUntil<TEnd>(ParsingEvent start, Action read)
        where TEnd : ParsingEvent
    {
        _open.Push(start);
        while (!IsNext<TEnd>())
        {
            read();
        }

        Take<TEnd>();
        _open.Pop();
    }

    private Node Named(NodeEvent start, Node node)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private Node Repeat(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw Unreadable(alias.Start, $"nothing above is named {Printable.Quote($"&{alias.Value.Value}")}");
        }

        _repeated += node.Size;
        return _repeated <= MaxRepeated
            ? node with { Place = alias.Start }
            : throw Refused(
                alias.Start,
                string.Create(CultureInfo.InvariantCulture, $"the aliases up to here repeat more than {MaxRepeated:N0} entries; write out what is meant"));
    }

    private static bool IsNothing(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    private bool IsNext<T>()
        where T : ParsingEvent => Next() is T;

    private ParsingEvent Next() => _parser.Current ?? Advance();

    private void Take<T>()
        where T : ParsingEvent
    {
        _ = Next() as T ?? throw Unreadable(Next().Start, "something else was expected here");
        if (_parser.Current is not StreamEnd)
        {
            Advance();
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The scanner throws whatever its state leads to.")]
    private ParsingEvent Advance()
    {
        try
        {
            if (_parser.MoveNext())
            {
                return _parser.Current!;
            }
        }
        catch (YamlException exception)
        {
            // Some are about the whole document and blame its beginning.
            var read = _parser.Current?.End ?? Mark.Empty;
            throw Unreadable(exception.Start.CompareTo(read) < 0 ? _scanner.CurrentPosition : exception.Start, exception.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw Unreadable(_scanner.CurrentPosition, "what stands before this does not go on like this");
        }

        throw Unreadable(_scanner.CurrentPosition, "it ends too early");
    }

    private RosterException Unreadable(Mark place, string reason)
    {
        var message = new StringBuilder($"is neither YAML nor JSON: {reason.TrimEnd('.')}");
        if (_open.FirstOrDefault(IsInBrackets) is { } bracket)
        {
            message.Append(
                CultureInfo.InvariantCulture, $" (is the bracket in line {bracket.Start.Line}, column {bracket.Start.Column} closed?)");
        }

        return Refused(place, message.ToString());
    }

    private RosterException Refused(Mark place, string message) => Refused(_source, place.Line, place.Column, message);

    private static bool IsInBrackets(ParsingEvent start) => start
        is SequenceStart { Style: SequenceStyle.Flow }
        or MappingStart { Style: MappingStyle.Flow };
}
