package io.foretide.app.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts as aligned columns; columns whose every cell is a number align to the right. */
public final class Table {
  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... titles) {
    this.titles = List.of(titles);
  }

  /** Adds a row with one cell per title. */
  public Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell).replaceAll("\\p{Cntrl}", " "));
    }
    if (row.size() != titles.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.size() + " cells in a table of " + titles.size() + " columns");
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table as lines, each ended; the last column is never padded. */
  public String render() {
    StringBuilder out = new StringBuilder();
    int[] widths = new int[titles.size()];
    boolean[] right = new boolean[titles.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = width(titles.get(c));
      right[c] = !rows.isEmpty();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
        right[c] &= row.get(c).matches("[-+]?[0-9][0-9.,]*( ?%)?|-|");
      }
    }
    line(out, titles, widths, right);
    rows.forEach(row -> line(out, row, widths, right));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String pad = " ".repeat(widths[c] - width(cells.get(c)));
      line.append(c == 0 ? "" : "  ");
      line.append(right[c] ? pad + cells.get(c) : cells.get(c) + pad);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
