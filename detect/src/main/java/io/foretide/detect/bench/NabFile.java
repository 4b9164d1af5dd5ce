package io.foretide.detect.bench;

/**
 * One labelled series of the Numenta Anomaly Benchmark.
 *
 * @param name path within the benchmark
 * @param values the series
 * @param windows first and last row of each labelled window, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record NabFile(String name, double[] values, int[][] windows) {

  /** Rows at the start that are not scored: 15 %, at most 750. */
  public int probation() {
    return (int) Math.min(Math.floor(0.15 * values.length), 0.15 * 5000);
  }
}
