package io.foretide.app.enodo;

import io.foretide.connectors.enodo.job.History;
import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;

/**
 * Fixed limits: {@code min}, {@code max}, and {@code delta} between two values, over the newest
 * {@code last_n_points}.
 */
final class RuleJob {
  private RuleJob() {}

  static void run(JobRequest job, History h, PointColumn out) throws ProviderException.Rejected {
    double min = number(job, "min", "min_threshold", Double.NEGATIVE_INFINITY);
    double max = number(job, "max", "max_threshold", Double.POSITIVE_INFINITY);
    double delta = number(job, "delta", "delta_threshold", Double.POSITIVE_INFINITY);
    int last = (int) Math.min(h.values().length, number(job, "last_n_points", "", 1e9));
    double before = Double.NaN;
    for (int i = 0; i < h.values().length; i++) {
      double v = h.values()[i];
      boolean broken = v < min || v > max || Math.abs(v - before) > delta;
      if (broken && i >= h.values().length - last) {
        out.add(job.unit().time(h.first() + i * h.step()), 1);
      }
      before = Double.isNaN(v) ? before : v;
    }
  }

  private static double number(JobRequest job, String key, String other, double otherwise)
      throws ProviderException.Rejected {
    Object value = job.parameters().getOrDefault(key, job.parameters().get(other));
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    throw new ProviderException.Rejected(
        "parameter '" + key + "' is '" + value + "': expected a number");
  }
}
