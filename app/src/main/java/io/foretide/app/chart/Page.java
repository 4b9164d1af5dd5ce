package io.foretide.app.chart;

import java.util.List;

/** One HTML page that holds all it needs, dark or light as its reader likes. */
public final class Page {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1c2530;--quiet:#5b6875;--rule:#dde3e9;--paper:#fff;
      --line:#38485a;--fore:#0b66a8;--band:#7fb6df;--score:#8a3fa0;--alarm:#c8372d}
      @media(prefers-color-scheme:dark){:root{--ink:#dfe6ee;--quiet:#93a1b0;--rule:#2b3743;
      --paper:#12181f;--line:#b9c6d3;--fore:#58b0f0;--band:#2f6f9f;--score:#c98adf;--alarm:#ff7a6b}}
      body{font:15px/1.45 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;
      color:var(--ink);background:var(--paper)}
      h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .3rem;overflow-wrap:anywhere}
      p{margin:.3rem 0}.quiet,figcaption,.legend{color:var(--quiet)}
      figure{margin:.5rem 0 1rem}figcaption{font-size:.9rem}svg{width:100%;height:auto}
      svg text{font-size:11px;fill:var(--quiet)}.legend{font-size:.85rem}
      .legend span{margin-right:1rem;white-space:nowrap}
      .legend i{display:inline-block;width:1.1rem;height:.5rem;margin-right:.35rem}
      polyline{fill:none;stroke-width:1.4;stroke-linejoin:round}
      line.grid{stroke:var(--rule)}line.mark{stroke:var(--quiet);stroke-dasharray:3 3}
      line.limit{stroke:var(--alarm);stroke-dasharray:6 3}
      polyline.history{stroke:var(--line)}polyline.forecast{stroke:var(--fore)}
      polyline.score{stroke:var(--score)}polygon.band{fill:var(--band);fill-opacity:.35}
      rect.span{fill:var(--alarm);fill-opacity:.18}
      i.history{background:var(--line)}i.forecast{background:var(--fore)}
      i.score{background:var(--score)}i.band{background:var(--band)}
      i.span,i.limit{background:var(--alarm)}i.mark{background:var(--quiet)}
      .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
      td,th{padding:.15rem .8rem .15rem 0;text-align:right;white-space:nowrap}
      td:first-child,th:first-child{text-align:left}tr{border-bottom:1px solid var(--rule)}
      th{color:var(--quiet);font-weight:600}summary{cursor:pointer;color:var(--quiet)}
      """;

  private final StringBuilder out = new StringBuilder(20_000);

  /** Starts a page. */
  public Page(String title) {
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.append("<meta name=\"viewport\" content=\"width=device-width\"><title>");
    out.append(escaped(title)).append("</title>\n<style>\n").append(STYLE);
    out.append("</style></head><body>\n<h1>").append(escaped(title)).append("</h1>\n");
  }

  /** A heading. */
  public Page section(String name) {
    out.append("<h2>").append(escaped(name)).append("</h2>\n");
    return this;
  }

  /** A sentence. */
  public Page text(String words) {
    out.append("<p>").append(escaped(words)).append("</p>\n");
    return this;
  }

  /** A picture. */
  public Page figure(Figure figure) {
    out.append(Svg.draw(figure));
    return this;
  }

  /** Rows of cells that open at a click; shown at once if there is no word to click. */
  public Page table(String summary, List<String> titles, List<List<String>> rows) {
    boolean folded = !summary.isEmpty();
    if (folded) {
      out.append("<details><summary>").append(escaped(summary)).append("</summary>\n");
    }
    out.append("<div class=\"wide\"><table><tr>");
    titles.forEach(t -> out.append("<th>").append(escaped(t)).append("</th>"));
    out.append("</tr>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      row.forEach(cell -> out.append("<td>").append(escaped(cell)).append("</td>"));
      out.append("</tr>\n");
    }
    out.append("</table></div>").append(folded ? "</details>\n" : "\n");
    return this;
  }

  /** The whole page. */
  public String html() {
    return out + "</body></html>\n";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
