using System.Globalization;
using System.Text;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>
/// Writes a matrix as a table whose heads stay in sight. The rows that differ come first, then those that the roster does not have; a
/// switch hides all others, and the columns in which nothing differs.
/// </summary>
internal sealed class DriftMatrixTable
{
    // The name, and the counts in the roster and in the organization.
    private const int ColumnsBefore = 3;

    private readonly DriftMatrix _matrix;
    private readonly StringBuilder _html = new();
    private readonly List<MatrixHead> _differing;
    private readonly List<MatrixHead> _unlisted;
    private readonly List<MatrixHead> _same;

    // By the name of the row; null where a row has nothing.
    private readonly Dictionary<string, Compared?[]> _cells;

    public DriftMatrixTable(DriftMatrix matrix)
    {
        _matrix = matrix;
        _cells = matrix.Rows.ToDictionary(
            static row => row.Name, _ => new Compared?[matrix.Columns.Count], StringComparer.OrdinalIgnoreCase);
        foreach (var (index, column) in matrix.Columns.Index())
        {
            foreach (var cell in column.Cells)
            {
                _cells[cell.Name][index] = cell;
            }
        }

        _unlisted = [.. matrix.Rows.Where(static row => row.Kind == DifferenceKind.Extra)];
        var differing = matrix.Rows.ToLookup(row => row.Kind is not null || _cells[row.Name].Any(static cell => cell?.Kind is not null));
        _differing = [.. differing[true].Where(static row => row.Kind != DifferenceKind.Extra)];
        _same = [.. differing[false]];
    }

    private bool Differs => _same.Count < _matrix.Rows.Count || _matrix.Columns.Any(static column => column.Differs);

    private string Switch => $"{_matrix.Id}-only";

    private string InRoster(string what) => $"{what} in the roster";

    private string InOrganization(string what) => $"{what} in {_matrix.Organization}";

    /// <summary>The rules for this matrix alone, which hide columns.</summary>
    public string Style()
    {
        var hidden = _matrix.Columns.Index().Where(static column => !column.Item.Differs)
            .Select(static column => string.Create(CultureInfo.InvariantCulture, $":nth-child({column.Index + ColumnsBefore + 1})"));
        return hidden.Any() ? $"#{Switch}:checked ~ .scroll tr > :is({string.Join(", ", hidden)}) {{ display: none; }}" : "";
    }

    public string Write()
    {
        _html.AppendLine($"""<section class="picture"><h2 id="{_matrix.Id}">{DriftPage.Encode(_matrix.Heading)}</h2>""");
        Legend();
        if (Differs)
        {
            _html.AppendLine($"""<input type="checkbox" class="only" id="{Switch}"><label for="{Switch}">Show only what differs</label>""");
        }

        // Whoever has no mouse scrolls it with the keys, and for that it must take the focus.
        _html.AppendLine($"""<div class="scroll" role="region" aria-labelledby="{_matrix.Id}" tabindex="0"><table class="matrix">""");
        Heads();
        Sums();
        Group("Different", "differ", _differing);
        Group("Not in the roster", "differ", _unlisted);
        Group("As the roster says", "same", _same);
        _html.AppendLine("</table></div></section>");
        return _html.ToString();
    }

    private void Legend()
    {
        var cells = _matrix.Columns.SelectMany(static column => column.Cells).ToList();
        _html.AppendLine("<ul class=\"legend\">");
        foreach (var value in _matrix.Values)
        {
            Entry(value.Word, value.Letter, value.Word, cells.Count(cell => cell.Kind is null && _matrix.ValueOf(cell.InRoster) == value));
        }

        foreach (var (kind, text) in (ReadOnlySpan<(DifferenceKind, string)>)
            [
                (DifferenceKind.Missing, $"missing: in the roster, not in {_matrix.Organization}"),
                (DifferenceKind.Extra, $"extra: in {_matrix.Organization}, not in the roster"),
                (DifferenceKind.Changed, "not as in the roster"),
            ])
        {
            Entry(kind.ToWord(), SignOf(kind), text, cells.Count(cell => cell.Kind == kind));
        }

        _html.AppendLine("</ul>");

        void Entry(string tile, string letter, string text, int count) =>
            _html.AppendLine($"<li>{Tile(tile, letter, null)}{DriftPage.Encode(text)} ({Words.Number(count)})</li>");
    }

    private void Heads()
    {
        _html.Append($"""<thead><tr><th scope="col" class="name">{DriftPage.Encode(_matrix.Row)}</th>""");
        foreach (var counted in (ReadOnlySpan<string>)[InRoster(_matrix.ColumnsName), InOrganization(_matrix.ColumnsName)])
        {
            Head(new MatrixHead(counted, counted, null), "count");
        }

        foreach (var column in _matrix.Columns)
        {
            Head(column.Head, column.IsApart ? "apart" : ClassOf(column.Head.Kind));
        }

        _html.AppendLine("</tr></thead>");
    }

    private void Head(MatrixHead head, string name) => _html.Append(
        $"""<th scope="col"{Attribute("class", name)} title="{DriftPage.Encode(head.Title)}"><div>{Label(head)}</div></th>""");

    /// <summary>How many are in each column.</summary>
    private void Sums()
    {
        _html.AppendLine("<tbody class=\"sums\">");
        Sum(InRoster(_matrix.RowsName), static cell => cell.InRoster is not null);
        Sum(InOrganization(_matrix.RowsName), static cell => cell.InOrganization is not null);
        _html.AppendLine("</tbody>");
    }

    private void Sum(string name, Func<Compared, bool> isCounted)
    {
        Row(new MatrixHead(name, name, null));
        _html.Append("<td></td><td></td>");
        foreach (var column in _matrix.Columns)
        {
            _html.Append($"<td{Attribute("class", column.IsApart ? "apart" : "")}>{Words.Number(column.Cells.Count(isCounted))}</td>");
        }

        _html.AppendLine("</tr>");
    }

    private void Group(string name, string style, IReadOnlyList<MatrixHead> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var count = Words.Number(rows.Count);
        _html.AppendLine($"""<tbody class="{style}"><tr class="group"><th scope="rowgroup">{name} ({count})</th></tr>""");
        foreach (var row in rows)
        {
            Row(row);
            Cells(row, _cells[row.Name]);
            _html.AppendLine("</tr>");
        }

        _html.AppendLine("</tbody>");
    }

    private void Row(MatrixHead head) => _html.Append(
        $"""<tr><th scope="row"{Attribute("class", ClassOf(head.Kind))} title="{DriftPage.Encode(head.Title)}">{Label(head)}</th>""");

    private void Cells(MatrixHead row, IReadOnlyList<Compared?> cells)
    {
        var counted = cells.Index().Where(cell => !_matrix.Columns[cell.Index].IsApart).Select(static cell => cell.Item).ToList();
        _html.Append($"<td>{Words.Number(counted.Count(static cell => cell?.InRoster is not null))}</td>");
        _html.Append($"<td>{Words.Number(counted.Count(static cell => cell?.InOrganization is not null))}</td>");
        foreach (var (index, cell) in cells.Index())
        {
            var column = _matrix.Columns[index];
            _html.Append($"<td{Attribute("class", column.IsApart ? "apart" : "")}>");
            _html.Append(cell is null ? "<i>no</i>" : Filled(row, column, cell)).Append("</td>");
        }
    }

    private string Filled(MatrixHead row, MatrixColumn column, Compared cell)
    {
        var text = cell.Kind switch
        {
            null => cell.InOrganization!,
            DifferenceKind.Missing => $"missing; the roster says {cell.InRoster}",
            DifferenceKind.Extra => $"{cell.InOrganization}, but not in the roster",
            _ => $"{cell.InOrganization}; the roster says {cell.InRoster}",
        };
        var value = _matrix.ValueOf(cell.InOrganization);
        var title = $"{row.Name} in {column.Head.Name}: {text}";
        var tile = cell.Kind is { } kind ? Tile(kind.ToWord(), SignOf(kind), title) : Tile(value.Word, value.Letter, title);
        return $"{tile}<i>{DriftPage.Encode(text)}</i>";
    }

    // What a tile says stands beside it, hidden, for those to whom it is read.
    private static string Tile(string name, string letter, string? title) =>
        $"""<b class="{name}" aria-hidden="true"{Attribute("title", DriftPage.Encode(title ?? ""))}>{letter}</b>""";

    private static string Label(MatrixHead head) => head.Kind is { } kind
        ? $"<span aria-hidden=\"true\">{SignOf(kind)} </span>{DriftPage.Encode(head.Name)}<i>, {kind.ToWord()}</i>"
        : DriftPage.Encode(head.Name);

    private static string ClassOf(DifferenceKind? kind) => kind?.ToWord() ?? "";

    private static string Attribute(string name, string value) => value.Length == 0 ? "" : $" {name}=\"{value}\"";

    private static string SignOf(DifferenceKind kind) => DriftPage.SignOf(kind);
}
