package io.foretide.models.capacity;

import io.foretide.core.frame.Frame;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.time.Instants;
import java.util.Random;

/** Data to measure with: a daily wave with noise in every input. */
final class SyntheticDay {
  private SyntheticDay() {}

  /** All buckets that start in [from, to). */
  static Frame frame(ModelDefinition d, long from, long to) {
    long step = d.resolution();
    long first = Math.ceilDiv(from, step);
    int n = Math.toIntExact(Math.ceilDiv(to, step) - first);
    long[] times = new long[n];
    double[][] columns = new double[d.inputs().size()][n];
    for (int i = 0; i < n; i++) {
      times[i] = (first + i) * step;
    }
    for (int c = 0; c < columns.length; c++) {
      Random random = new Random(c);
      for (int i = 0; i < n; i++) {
        double day = (double) Math.floorMod(times[i], Instants.DAY) / Instants.DAY;
        columns[c][i] = 50 + 10 * Math.sin(2 * Math.PI * day + c) + random.nextGaussian();
      }
    }
    return new Frame(d.inputs(), times, columns);
  }
}
