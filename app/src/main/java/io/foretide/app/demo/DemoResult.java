package io.foretide.app.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a demonstration did.
 *
 * @param models how many
 * @param intervalsDue due intervals of all models
 * @param predicted of them
 * @param empty of them
 * @param failed of them
 * @param missing of them, in flight included
 * @param pointsRead values that models read in this run
 * @param pointsWritten predicted rows that were stored in this run
 * @param seconds from start to end
 */
public record DemoResult(
    long models,
    long intervalsDue,
    long predicted,
    long empty,
    long failed,
    long missing,
    long pointsRead,
    long pointsWritten,
    double seconds) {
  /** The JSON line of {@code demo --once}. */
  public Map<String, Object> asMap() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("models", models);
    out.put("intervals_due", intervalsDue);
    out.put("predicted", predicted);
    out.put("empty", empty);
    out.put("failed", failed);
    out.put("missing", missing);
    out.put("points_read", pointsRead);
    out.put("points_written", pointsWritten);
    out.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return out;
  }
}
