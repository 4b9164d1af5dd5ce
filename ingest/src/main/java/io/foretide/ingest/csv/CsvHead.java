package io.foretide.ingest.csv;

import io.foretide.ingest.text.Decimals;
import io.foretide.ingest.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The first rows of a text, as fields. */
final class CsvHead {
  private static final int ROWS = 5_000;
  private static final char[] SEPARATORS = {'\t', ';', '|', ','};

  private final List<String[]> rows;
  private final int width;

  private CsvHead(List<String[]> rows, int width) {
    this.rows = rows;
    this.width = width;
  }

  /**
   * Cuts the first rows.
   *
   * @param named whether the first row is known to be a header, whose width is then the right one
   */
  static CsvHead read(byte[] head, boolean whole, char separator, boolean named)
      throws IOException {
    RowScanner scanner = new RowScanner(new ByteArrayInputStream(head), (byte) separator, 0, 0);
    List<String[]> all = new ArrayList<>();
    int[] widths = new int[4096];
    while (all.size() < ROWS && scanner.next()) {
      if (!scanner.problem().isEmpty() || (scanner.open() && !whole)) {
        continue;
      }
      String[] row = new String[scanner.fields()];
      for (int i = 0; i < row.length; i++) {
        row[i] = scanner.text(i);
      }
      all.add(row);
      widths[Math.min(row.length, widths.length - 1)]++;
    }
    int usual = 0;
    for (int w = 1; w < widths.length; w++) {
      usual = widths[w] > widths[usual] ? w : usual;
    }
    if (named && !all.isEmpty()) {
      return new CsvHead(all, all.getFirst().length);
    }
    int width = all.isEmpty() ? 0 : usual == widths.length - 1 ? all.getFirst().length : usual;
    if (!all.isEmpty() && all.getFirst().length == width - 1 && all.getFirst().length > 0) {
      // A separator at the end of every row but the header's.
      boolean empty =
          all.stream().skip(1).allMatch(r -> r.length < width || r[width - 1].isEmpty());
      return empty ? new CsvHead(all, width - 1) : new CsvHead(all, width);
    }
    return new CsvHead(all, width);
  }

  /** The separator that cuts the first rows most evenly. */
  static char separator(byte[] head, boolean whole) throws IOException {
    char best = ',';
    double bestShare = 0;
    for (char sign : SEPARATORS) {
      CsvHead cut = read(head, whole, sign, false);
      if (cut.width < 2) {
        continue;
      }
      double share = (double) cut.data(0).size() / cut.rows.size();
      if (share > bestShare + 0.2) {
        best = sign;
        bestShare = share;
      }
    }
    return best;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int width() {
    return width;
  }

  String[] first() {
    return rows.getFirst();
  }

  /** The rows of the usual width, from a row on. */
  List<String[]> data(int from) {
    List<String[]> out = new ArrayList<>();
    for (int i = from; i < rows.size(); i++) {
      if (rows.get(i).length >= width) {
        out.add(rows.get(i));
      }
    }
    return out;
  }

  static boolean missing(String field) {
    byte[] b = field.getBytes(StandardCharsets.UTF_8);
    return Words.missing(b, 0, b.length);
  }

  static boolean number(String field, char point) {
    byte[] b = field.getBytes(StandardCharsets.UTF_8);
    return !Double.isNaN(Decimals.parse(b, 0, b.length, (byte) point))
        || Words.is(b, 0, b.length, "true")
        || Words.is(b, 0, b.length, "false");
  }
}
