package io.foretide.app.demo;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A recorded table that is played again and again: the row recorded at {@code t} happens at {@code
 * t + shift + k * period} for every whole {@code k}. Immutable; times in epoch nanoseconds.
 */
final class Tape {
  private final List<String> series;
  private final long[] times;
  private final double[][] values;
  private final long period;
  private final long shift;

  private Tape(List<String> series, long[] times, double[][] values, long period, long shift) {
    this.series = series;
    this.times = times;
    this.values = values;
    this.period = period;
    this.shift = shift;
  }

  /**
   * Reads a gzipped CSV table: a header, then rows of an ISO time and one number per series.
   *
   * @param period after which it repeats; no row may lie this far after the first
   */
  static Tape read(InputStream in, long period) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(in, 1 << 16), StandardCharsets.US_ASCII))) {
      String[] head = lines.readLine().split(",");
      int width = head.length - 1;
      long[] times = new long[1024];
      double[][] values = new double[1024][];
      int n = 0;
      MinuteTimes minutes = new MinuteTimes();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (n == times.length) {
          times = Arrays.copyOf(times, 2 * n);
          values = Arrays.copyOf(values, 2 * n);
        }
        int at = line.indexOf(',');
        times[n] = minutes.read(line);
        double[] row = new double[width];
        for (int c = 0; c < width; c++) {
          int next = line.indexOf(',', at + 1);
          String cell = line.substring(at + 1, next < 0 ? line.length() : next);
          row[c] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
          at = next;
        }
        values[n++] = row;
      }
      if (times[n - 1] - times[0] >= period) {
        throw new IOException("a tape is longer than the period after which it repeats");
      }
      return new Tape(
          List.of(head).subList(1, head.length),
          Arrays.copyOf(times, n),
          Arrays.copyOf(values, n),
          period,
          0);
    }
  }

  /**
   * The shift by whole days that puts the last day of the recording now: the last row happens after
   * {@code now}, by a day at most.
   */
  long shiftTo(long now) {
    long ahead = now - times[times.length - 1];
    return Instants.DAY * Math.floorDiv(ahead + Instants.DAY, Instants.DAY);
  }

  Tape shifted(long by) {
    return new Tape(series, times, values, period, by);
  }

  List<String> series() {
    return series;
  }

  /** Adds the points that happen in (after, until] to a batch. */
  void play(long after, long until, PointBatch batch) {
    int[] numbers = series.stream().mapToInt(batch::seriesOf).toArray();
    long first = times[0] + shift;
    for (long lap = Math.floorDiv(after - first, period); ; lap++) {
      long offset = shift + lap * period;
      int row = Arrays.binarySearch(times, after + 1 - offset);
      for (row = row < 0 ? -row - 1 : row; row < times.length; row++) {
        long time = times[row] + offset;
        if (time > until) {
          return;
        }
        for (int c = 0; c < numbers.length; c++) {
          if (!Double.isNaN(values[row][c])) {
            batch.add(numbers[c], time, values[row][c]);
          }
        }
      }
      if (first + (lap + 1) * period > until) {
        return;
      }
    }
  }
}
