package io.foretide.ingest.json;

import io.foretide.core.frame.PointBatch;
import io.foretide.ingest.Rejection;
import java.util.List;

/**
 * What a JSON text holds.
 *
 * @param points the points to write
 * @param skipped values that are null or NaN
 * @param rejected how many points were refused
 * @param first the first of them by index from 0, at most {@link #KEPT}
 */
public record JsonBatch(PointBatch points, long skipped, long rejected, List<Rejection> first) {
  /** How many refusals are kept in full. */
  public static final int KEPT = 1_000;

  public JsonBatch {
    first = List.copyOf(first);
  }
}
