using Spectre.Console;
using Spectre.Console.Rendering;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>
/// Lines of text that take the place of what stood on the terminal: the rest of each line is erased, since the moving part
/// leaves longer lines behind. Ends with a line break of its own, so that what moves is drawn below.
/// </summary>
/// <param name="text">The lines.</param>
/// <param name="style">How they look.</param>
internal sealed class ClearedText(string text, Style style) : IRenderable
{
    private const string EraseToEndOfLine = "\u001b[K";

    private readonly Text _text = new(text + Environment.NewLine, style);

    public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)_text).Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var segment in ((IRenderable)_text).Render(options, maxWidth))
        {
            if (segment.IsLineBreak)
            {
                yield return Segment.Control(EraseToEndOfLine);
            }

            yield return segment;
        }
    }
}
