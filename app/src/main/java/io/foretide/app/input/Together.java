package io.foretide.app.input;

import java.util.Arrays;
import java.util.List;

/**
 * Several series on one grid, for methods that look at all of them at once.
 *
 * @param names of the series
 * @param step between rows
 * @param start place of the first row, as {@link Step#place} counts
 * @param columns one per series, NaN where there is no value
 */
@SuppressWarnings("ArrayRecordComponent")
public record Together(List<String> names, Step step, long start, double[][] columns) {

  /** Keeps its own list. */
  public Together {
    names = List.copyOf(names);
  }

  /** One series alone. */
  public static Together of(EvenSeries one) {
    return new Together(
        List.of(one.name()), one.step(), one.grid().start(), new double[][] {one.values()});
  }

  /** Series that share a step, from the first value of any to the last of any. */
  public static Together of(List<EvenSeries> all) {
    Step step = all.getFirst().step();
    long unit = step.unit();
    long first = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (EvenSeries one : all) {
      first = Math.min(first, one.grid().start());
      end = Math.max(end, one.grid().start() + (one.last() + 1) * unit);
    }
    int rows = (int) ((end - first) / unit);
    double[][] columns = new double[all.size()][rows];
    for (int j = 0; j < columns.length; j++) {
      EvenSeries one = all.get(j);
      Arrays.fill(columns[j], Double.NaN);
      int at = (int) ((one.grid().start() - first) / unit);
      System.arraycopy(one.values(), 0, columns[j], at, one.values().length);
    }
    return new Together(all.stream().map(EvenSeries::name).toList(), step, first, columns);
  }

  /** Number of rows. */
  public int rows() {
    return columns.length == 0 ? 0 : columns[0].length;
  }

  /** The instant of a row; epoch nanoseconds. */
  public long time(int row) {
    return step.time(start + row * step.unit());
  }
}
