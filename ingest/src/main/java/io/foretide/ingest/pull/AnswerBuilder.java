package io.foretide.ingest.pull;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.text.SeriesNames;
import java.util.ArrayList;
import java.util.List;

/** Collects the points of an answer, checking each. Not thread-safe. */
final class AnswerBuilder {
  private final PointBatch points = new PointBatch();
  private final Limits limits;
  private final long latest;
  private final List<Rejection> samples = new ArrayList<>();
  private long skipped;
  private long rejected;

  AnswerBuilder(Limits limits, WallClock clock) {
    this.limits = limits;
    this.latest = limits.latest(clock);
  }

  /** Adds a value, skips or refuses it. */
  void add(long row, String series, long time, double value) {
    String why = SeriesNames.refuse(series);
    why = why == null ? limits.refuse(time, latest) : why;
    if (why == null && Double.isInfinite(value)) {
      why = "a value of '" + series + "' is not finite: expected a number";
    }
    if (why != null) {
      refuse(row, why);
    } else if (Double.isNaN(value)) {
      skipped++;
    } else {
      points.add(series, time, value);
    }
  }

  void skip() {
    skipped++;
  }

  void refuse(long row, String why) {
    rejected++;
    if (samples.size() < IngestReport.SAMPLES) {
      samples.add(new Rejection(row, why));
    }
  }

  PullSource.Answer build() {
    return new PullSource.Answer(points, new IngestReport(0, 0, skipped, rejected, samples));
  }
}
