namespace PulumiOrgs.Provider.Drift;

/// <summary>How a page looks, by day and by night.</summary>
internal static class DriftStyle
{
    /// <summary>The style sheet. Its colours are variables, each with a value for light and one for dark.</summary>
    public const string Sheet = """
        :root {
          color-scheme: light dark;
          --paper: #ffffff; --stripe: #f3f6f9; --line: #c9d2db;
          --ink: #1c2733; --faint: #53606d; --focus: #1660c4;
          --missing: #0a7045; --extra: #bd2228; --changed: #8a5400;
          --member: #7389a0; --admin: #2f4d6b; --on-tile: #ffffff;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #12171d; --stripe: #1a2129; --line: #3a4653;
            --ink: #e4eaf0; --faint: #a3b0bd; --focus: #7db4ff;
            --missing: #4fd39a; --extra: #ff9089; --changed: #f2b552;
            --member: #70869e; --admin: #b3cbe4; --on-tile: #12171d;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; padding: clamp(12px, 3vw, 28px); background: var(--paper); color: var(--ink);
          font: 14px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
        }
        h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { margin: 28px 0 6px; font-size: 17px; overflow-wrap: anywhere; }
        p { max-width: 80ch; margin: 0 0 8px; color: var(--faint); overflow-wrap: anywhere; }
        code { white-space: nowrap; }
        .scroll { position: relative; width: max-content; max-width: 100%; overflow: auto; }
        .scroll:focus-visible, .only:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
        table { border-collapse: separate; border-spacing: 0; font-size: 13px; }
        .list th, .list td {
          max-width: 26em; padding: 4px 18px 4px 0; border-bottom: 1px solid var(--line);
          text-align: left; vertical-align: top; overflow-wrap: break-word;
        }
        .list thead th { color: var(--faint); font-weight: 500; white-space: nowrap; }
        .list tbody th { font-weight: 600; white-space: nowrap; }
        .counts { margin: 12px 0; }
        .counts td { text-align: right; font-variant-numeric: tabular-nums; }
        .missing { color: var(--missing); }
        .extra { color: var(--extra); }
        .changed { color: var(--changed); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 8px 0; padding: 0; list-style: none; font-size: 13px; }
        .legend li { display: flex; align-items: center; gap: 6px; overflow-wrap: anywhere; }
        .only { width: 18px; height: 18px; margin: 6px 8px 10px 0; vertical-align: middle; accent-color: var(--focus); }
        .only + label { padding: 6px 0; }
        .only:checked ~ .scroll .same { display: none; }
        .picture .scroll { max-height: 92vh; border: 1px solid var(--line); border-radius: 6px; }
        .matrix th, .matrix td { height: 24px; padding: 0; background: var(--paper); }
        .matrix td { min-width: 25px; text-align: center; font-size: 11px; font-variant-numeric: tabular-nums; }
        .matrix tr:nth-child(even) > * { background: var(--stripe); }
        .matrix tbody th {
          position: sticky; left: 0; z-index: 1; max-width: min(20em, 40vw); padding: 0 10px; border-right: 1px solid var(--line);
          text-align: left; font-weight: 400; overflow: hidden; white-space: nowrap; text-overflow: ellipsis;
        }
        .matrix tbody th[class] { font-weight: 600; }
        .matrix thead th {
          position: sticky; top: 0; z-index: 2; border-bottom: 1px solid var(--line); vertical-align: bottom; font-weight: 400;
        }
        .matrix thead th.name { left: 0; z-index: 3; padding: 6px 10px; border-right: 1px solid var(--line); text-align: left; }
        .matrix thead th.name, .matrix .count, .matrix .sums th { color: var(--faint); }
        .matrix thead div {
          max-height: 15em; margin: 8px auto 6px; writing-mode: vertical-rl; transform: rotate(180deg);
          overflow: hidden; white-space: nowrap; text-overflow: ellipsis; text-align: left;
        }
        .matrix thead .missing, .matrix thead .extra, .matrix thead .changed { font-weight: 600; }
        .matrix .apart { border-inline: 1px solid var(--line); }
        .matrix .sums > tr > *, .matrix .group > * { background: var(--paper); }
        .matrix .group > th { height: 30px; padding-top: 6px; border-right: 0; color: var(--faint); font-weight: 600; overflow: visible; }
        .matrix i { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        b[class] {
          display: block; flex: none; width: 18px; height: 18px; margin: auto; border: 1px solid transparent; border-radius: 4px;
          color: var(--on-tile); font: 700 12px/16px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; text-align: center;
        }
        b.member, b.read { background: var(--member); }
        b.admin, b.billing-manager, b.custom, b.open, b.write { background: var(--admin); }
        b.extra { background: var(--extra); }
        b.changed { background: var(--changed); }
        b.missing { border: 2px dashed var(--missing); line-height: 14px; background: var(--paper); color: var(--missing); }
        @media (max-width: 600px) {
          .list th, .list td { padding-right: 10px; }
        }
        @media print {
          .scroll, .picture .scroll { max-height: none; overflow: visible; }
          b[class] { print-color-adjust: exact; }
        }
        """;
}
