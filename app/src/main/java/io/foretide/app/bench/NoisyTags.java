package io.foretide.app.bench;

import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import java.util.Map;
import java.util.Random;

/** Noise for any series at any time, so that a benchmark does not measure reading. Thread-safe. */
final class NoisyTags implements SensorDataProvider {
  private static final int PERIOD = 1 << 14;
  private final double[] noise = new Random(1).doubles(PERIOD, -3, 3).toArray();

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return new NativeRange("none", "", Map.of());
  }

  @Override
  public Frame read(FrameQuery query) {
    int n = (int) (query.range().length() / query.step());
    long first = query.range().from() / query.step();
    long[] times = new long[n];
    double[][] columns = new double[query.series().size()][n];
    for (int i = 0; i < n; i++) {
      times[i] = (first + i) * query.step();
    }
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < n; i++) {
        columns[c][i] = noise[(int) (first + i + 997L * c) & (PERIOD - 1)];
      }
    }
    return new Frame(query.series(), times, columns);
  }

  @Override
  public boolean announcesChanges() {
    return true;
  }
}
