package io.foretide.connectors.gordo;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a frame are used: those for which all expressions hold. Immutable.
 *
 * @param expressions all must hold
 * @param buffer rows on each side of a refused one that are refused too, by position
 */
record RowFilter(List<PandasExpression> expressions, int buffer) {
  RowFilter {
    expressions = List.copyOf(expressions);
  }

  /**
   * @param names of the columns that the expressions may name
   * @throws IllegalArgumentException if one cannot be read
   */
  static RowFilter of(List<String> texts, int buffer, List<String> names) {
    List<PandasExpression> out = new ArrayList<>();
    texts.forEach(t -> out.add(PandasExpression.of(t, names)));
    return new RowFilter(out, buffer);
  }

  /** The columns that some expressions name, each once. */
  static List<String> names(List<String> texts) {
    List<String> out = new ArrayList<>();
    for (String t : texts) {
      for (String name : PandasExpression.names(t)) {
        if (!out.contains(name)) {
          out.add(name);
        }
      }
    }
    return out;
  }

  /**
   * The rows that are used, of {@code rows}.
   *
   * @param columns in the order of the names
   */
  boolean[] accepted(long[] times, double[][] columns, int rows) {
    boolean[] out = new boolean[rows];
    boolean any = false;
    for (int i = 0; i < rows; i++) {
      out[i] = true;
      for (PandasExpression e : expressions) {
        out[i] &= e.holds(times, columns, i);
      }
      any |= out[i];
    }
    return buffer > 0 && any ? shrunk(out) : out;
  }

  private boolean[] shrunk(boolean[] accepted) {
    int n = accepted.length;
    boolean[] out = accepted.clone();
    boolean refused = false;
    for (int i = 0; i < n; i++) {
      if (!accepted[i]) {
        refused = true;
        for (int k = Math.max(0, i - buffer); k <= Math.min(n - 1, i + buffer); k++) {
          out[k] = false;
        }
      }
    }
    return refused && 2L * buffer + 1 > n ? new boolean[n] : out;
  }
}
