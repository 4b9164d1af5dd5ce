package io.foretide.ingest;

import io.foretide.core.sensor.PointSink.Written;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of taking points in.
 *
 * @param points points that were written
 * @param changed how many of them were new or had another value
 * @param skipped missing values and fields that are no numbers
 * @param rejected refused points, values or lines
 * @param samples the first refused ones, at most {@link #SAMPLES}
 */
public record IngestReport(
    long points, long changed, long skipped, long rejected, List<Rejection> samples) {
  /** How many refusals a report keeps in full. */
  public static final int SAMPLES = 20;

  public static final IngestReport NOTHING = new IngestReport(0, 0, 0, 0, List.of());

  public IngestReport {
    samples = List.copyOf(samples);
  }

  public IngestReport plus(IngestReport other) {
    List<Rejection> both = new ArrayList<>(samples);
    for (Rejection r : other.samples) {
      if (both.size() < SAMPLES) {
        both.add(r);
      }
    }
    return new IngestReport(
        points + other.points,
        changed + other.changed,
        skipped + other.skipped,
        rejected + other.rejected,
        both);
  }

  public IngestReport plus(Written written) {
    return new IngestReport(
        points + written.points(), changed + written.changed(), skipped, rejected, samples);
  }
}
