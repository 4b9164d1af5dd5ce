package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.enodo.data.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the base analysis of a series says: its health by its grade, its trend as the slope of the
 * least-squares line over the index, its interval. Thread-safe.
 */
final class BaseAnalysis {
  private static final int BUCKETS = 500;

  private final SensorDataProvider data;
  private final SensorGrades grades;

  BaseAnalysis(SensorDataProvider data, SensorGrades grades) {
    this.data = data;
    this.grades = grades;
  }

  /** From 0 to 1; null while it is not known. */
  @Nullable Double health(String series) {
    return grades
        .known(series)
        .map(g ->
            switch (g.grade()) {
              case GOOD -> (Double) 1.0;
              case FAIR -> 0.5;
              case BAD, NONE -> 0.0;
            })
        .orElse(null);
  }

  /** Mean whole seconds between two points; null if it has too few. */
  static @Nullable Long interval(SeriesInfo info) {
    return info.points() < 2
        ? null
        : (Long) Math.max(1, (info.last() - info.first()) / (info.points() - 1) / Instants.SECOND);
  }

  /** {@code {"trend": slope per point}}; empty if the series has too few points. */
  Map<String, @Nullable Object> characteristics(SeriesInfo info) throws ProviderException {
    if (info.points() < 2 || info.last() <= info.first()) {
      return Map.of();
    }
    long step = Math.max(1, (info.last() - info.first()) / BUCKETS + 1);
    long from = Math.floorDiv(info.first(), step) * step;
    Frame frame =
        data.read(
            new FrameQuery(
                List.of(info.name()), new Range(from, info.last() + 1), step, Aggregation.MEAN));
    double[] y = frame.column(0);
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    double pointsPerStep = (double) step * (info.points() - 1) / (info.last() - info.first());
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i])) {
        double x = i * pointsPerStep;
        n++;
        sx += x;
        sy += y[i];
        sxx += x * x;
        sxy += x * y[i];
      }
    }
    double spread = n * sxx - sx * sx;
    return spread <= 0 ? Map.of() : new Shape().put("trend", (n * sxy - sx * sy) / spread).map();
  }
}
